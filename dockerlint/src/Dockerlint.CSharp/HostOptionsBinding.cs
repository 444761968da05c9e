using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dockerlint.CSharp;

/// <summary>HostOptions bound to settings under a name of the program's own: its timeout may be any.</summary>
internal static class HostOptionsBinding
{
    private const string Options = "HostOptions";

    /// <param name="name">What is called: one of the names that bind.</param>
    public static bool Is(InvocationExpressionSyntax call, string name) => name == "Configure"
        ? IsOfOptions(((MemberAccessExpressionSyntax)call.Expression).Name)
            && call.ArgumentList.Arguments is [.., { Expression: not AnonymousFunctionExpressionSyntax }]
        : call.AncestorsAndSelf().OfType<InvocationExpressionSyntax>()
            .Any(static around => around.Expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(IsOfOptions));

    private static bool IsOfOptions(SimpleNameSyntax name) => name is GenericNameSyntax { TypeArgumentList.Arguments: [var type] }
        && (type as QualifiedNameSyntax)?.Right.Identifier.Text is var qualified
        && (qualified ?? (type as SimpleNameSyntax)?.Identifier.Text) == Options;
}
