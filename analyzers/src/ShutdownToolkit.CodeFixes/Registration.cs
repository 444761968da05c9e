using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShutdownToolkit.CodeFixes;

/// <summary><c>using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, …);</c></summary>
internal static class Registration
{
    private const string Type = "PosixSignalRegistration";

    public static void InsertAfter(StatementSyntax place, string name, ExpressionSyntax handler, FixSite site)
    {
        var statement = SyntaxFactory.ParseStatement($"using var {name} = {Type}.Create(PosixSignal.SIGTERM, handler);");
        var placeholder = statement.DescendantNodes().OfType<IdentifierNameSyntax>().Last();
        site.InsertAfter(
            place, statement.ReplaceNode(placeholder, handler.WithoutTrivia()).WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed));
        site.Import("System.Runtime.InteropServices", Type);
    }
}
