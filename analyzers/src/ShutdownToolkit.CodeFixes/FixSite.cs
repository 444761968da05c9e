using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace ShutdownToolkit.CodeFixes;

/// <summary>The place of one finding, and the edits to make there.</summary>
internal sealed class FixSite(Diagnostic diagnostic, DocumentEditor editor, CancellationToken cancellation)
{
    public SemanticModel Model => editor.SemanticModel;

    public SyntaxNode Node { get; } = editor.OriginalRoot.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    public CancellationToken Cancellation => cancellation;

    /// <summary>A fact that the analyzer handed on.</summary>
    public string? Fact(string name) => diagnostic.Properties.TryGetValue(name, out var value) ? value : null;

    /// <summary>The nearest enclosing (or same) node of a kind.</summary>
    public T? Enclosing<T>()
        where T : SyntaxNode => Node.FirstAncestorOrSelf<T>();

    public void Replace(SyntaxNode old, SyntaxNode changed) =>
        editor.ReplaceNode(old, changed.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation));

    /// <summary>For a large node with a small change: only what is annotated inside is formatted.</summary>
    public void ReplaceUnformatted(SyntaxNode old, SyntaxNode changed) => editor.ReplaceNode(old, changed);

    public void InsertBefore(StatementSyntax place, StatementSyntax added) =>
        editor.InsertBefore(place, added.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation));

    public void InsertAfter(StatementSyntax place, StatementSyntax added) =>
        editor.InsertAfter(place, added.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation));

    /// <summary>Whether a statement may be left by falling through: the function around it is async without a result, or void.</summary>
    public bool MayFallThrough(SyntaxNode place) => EnclosingFunction(place) is { } function
        && (function.ReturnsVoid || function.IsAsync && function.ReturnType is not INamedTypeSymbol { IsGenericType: true });

    private IMethodSymbol? EnclosingFunction(SyntaxNode place)
    {
        for (var node = place.Parent; node is not null; node = node.Parent)
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax: return Model.GetSymbolInfo(node, cancellation).Symbol as IMethodSymbol;
                case LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax: return Model.GetDeclaredSymbol(node, cancellation) as IMethodSymbol;
            }

        return null;
    }
}
