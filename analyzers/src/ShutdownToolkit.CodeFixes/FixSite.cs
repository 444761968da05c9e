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
    public SyntaxNode? Evidence =>
        diagnostic.AdditionalLocations is [var place, ..] ? editor.OriginalRoot.FindNode(place.SourceSpan, getInnermostNodeForTie: true) : null;

    public CancellationToken Cancellation => cancellation;

    /// <summary>A fact that the analyzer handed on.</summary>
    public string? Fact(string name) => diagnostic.Properties.TryGetValue(name, out var value) ? value : null;

    /// <summary>The nearest enclosing (or same) node of a kind.</summary>
    public T? Enclosing<T>()
        where T : SyntaxNode => Node.FirstAncestorOrSelf<T>();

    public void Replace(SyntaxNode old, SyntaxNode changed) =>
        editor.ReplaceNode(old, changed.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation));

    public void Remove(SyntaxNode node) => editor.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia);

    /// <summary>For a large node with a small change: only what is annotated inside is formatted.</summary>
    public void ReplaceUnformatted(SyntaxNode old, SyntaxNode changed) => editor.ReplaceNode(old, changed);

    public void InsertBefore(StatementSyntax place, StatementSyntax added) => editor.InsertBefore(InList(place), InListOf(place, added));

    public void InsertAfter(StatementSyntax place, StatementSyntax added) => editor.InsertAfter(InList(place), InListOf(place, added));

    /// <summary>
    /// Adds the using directive unless names of that namespace can be used at this place already. To be called after all other edits.
    /// </summary>
    public void Import(string name, string typeOfIt)
    {
        if (Model.LookupNamespacesAndTypes(Node.SpanStart, name: typeOfIt).Length > 0)
        {
            return;
        }

        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(name))
            .NormalizeWhitespace().WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);
        editor.ReplaceNode(editor.OriginalRoot, (current, _) =>
        {
            var unit = (CompilationUnitSyntax)current;
            return unit.Usings.Count > 0
                ? unit.AddUsings(directive)
                : unit.WithUsings(
                    SyntaxFactory.SingletonList(
                        directive.WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed, SyntaxFactory.ElasticCarriageReturnLineFeed)));
        });
    }

    /// <summary>As the first member of the type.</summary>
    public void InsertMember(TypeDeclarationSyntax type, MemberDeclarationSyntax added) =>
        editor.InsertBefore(
            type.Members[0], added.WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed).WithAdditionalAnnotations(Formatter.Annotation));

    /// <summary>Whether a statement may be left by falling through: the function around it is async without a result, or void.</summary>
    public bool MayFallThrough(SyntaxNode place) => EnclosingFunction(place) is { } function
        && (function.ReturnsVoid || function.IsAsync && function.ReturnType is not INamedTypeSymbol { IsGenericType: true });

    /// <summary>A top-level statement is one member of the file.</summary>
    private static SyntaxNode InList(StatementSyntax place) => place.Parent is GlobalStatementSyntax global ? global : place;

    private static SyntaxNode InListOf(StatementSyntax place, StatementSyntax added)
    {
        // Members are set apart by a blank line where the line end is elastic; top-level statements are not.
        SyntaxNode node = place.Parent is GlobalStatementSyntax
            ? SyntaxFactory.GlobalStatement(
                added.WithTrailingTrivia(place.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))))
            : added;
        return node.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
    }

    private IMethodSymbol? EnclosingFunction(SyntaxNode place)
    {
        for (var node = place.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax: return Model.GetSymbolInfo(node, cancellation).Symbol as IMethodSymbol;
                case LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax: return Model.GetDeclaredSymbol(node, cancellation) as IMethodSymbol;
            }
        }

        return null;
    }
}
