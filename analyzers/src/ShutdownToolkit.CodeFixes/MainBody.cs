using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShutdownToolkit.CodeFixes;

/// <summary>The outermost statements of Main or of the top-level program: a <c>using var</c> there lives as long as the program.</summary>
internal static class MainBody
{
    public static bool Holds(StatementSyntax statement, FixSite site) => statement.Parent is GlobalStatementSyntax
        || statement.Parent is BlockSyntax { Parent: MethodDeclarationSyntax method }
        && site.Model.GetDeclaredSymbol(method, site.Cancellation) is { } declared
        && SymbolEqualityComparer.Default.Equals(declared, site.Model.Compilation.GetEntryPoint(site.Cancellation));

    /// <summary>Whether the program has no such name yet.</summary>
    public static bool IsFree(string name, SyntaxNode place) =>
        !place.SyntaxTree.GetRoot().DescendantTokens().Any(token => token.ValueText == name);
}
