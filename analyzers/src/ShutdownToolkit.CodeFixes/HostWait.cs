using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShutdownToolkit.CodeFixes;

/// <summary>Statements that wait for a host, asynchronous where the code around them may await.</summary>
internal static class HostWait
{
    public static StatementSyntax ForShutdown(string host, SyntaxNode place) =>
        SyntaxFactory.ParseStatement(MayAwait(place) ? $"await {host}.WaitForShutdownAsync();" : $"{host}.WaitForShutdown();");

    /// <summary>An async function, or top-level statements outside any function.</summary>
    public static bool MayAwait(SyntaxNode place)
    {
        foreach (var node in place.Ancestors())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax lambda: return lambda.AsyncKeyword != default;
                case LocalFunctionStatementSyntax local: return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MethodDeclarationSyntax method: return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax: return true;
            }
        }

        return false;
    }
}
