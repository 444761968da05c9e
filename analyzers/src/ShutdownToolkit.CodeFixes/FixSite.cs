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

    /// <summary>The further place that the analyzer handed on.</summary>
    public SyntaxNode? Evidence => diagnostic.AdditionalLocations is [var place, ..] ? editor.OriginalRoot.FindNode(place.SourceSpan) : null;

    public CancellationToken Cancellation => cancellation;

    /// <summary>A fact that the analyzer handed on.</summary>
    public string? Fact(string name) => diagnostic.Properties.TryGetValue(name, out var value) ? value : null;

    /// <summary>The nearest enclosing (or same) node of a kind.</summary>
    public T? Enclosing<T>()
        where T : SyntaxNode => Node.FirstAncestorOrSelf<T>();

    public void Replace(SyntaxNode old, SyntaxNode changed) =>
        editor.ReplaceNode(old, changed.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation));

    public void InsertBefore(StatementSyntax place, StatementSyntax added) => editor.InsertBefore(InList(place), InListOf(place, added));

    public void InsertAfter(StatementSyntax place, StatementSyntax added) => editor.InsertAfter(InList(place), InListOf(place, added));

    /// <summary>The type's name, with the using directive that it needs.</summary>
    public ExpressionSyntax? TypeName(string metadataName) => Model.Compilation.GetTypeByMetadataName(metadataName) is { } type
        ? (ExpressionSyntax)editor.Generator.TypeExpression(type, addImport: true)
        : null;

    /// <summary>Whether a statement may be left by falling through: the function around it is async without a result, or void.</summary>
    public bool MayFallThrough(SyntaxNode place) => EnclosingFunction(place) is { } function
        && (function.ReturnsVoid || function.IsAsync && function.ReturnType is not INamedTypeSymbol { IsGenericType: true });

    /// <summary>A top-level statement is one member of the file.</summary>
    private static SyntaxNode InList(StatementSyntax place) => place.Parent is GlobalStatementSyntax global ? global : place;

    private static SyntaxNode InListOf(StatementSyntax place, StatementSyntax added)
    {
        SyntaxNode node = place.Parent is GlobalStatementSyntax ? SyntaxFactory.GlobalStatement(added) : added;
        return node.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
    }

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
