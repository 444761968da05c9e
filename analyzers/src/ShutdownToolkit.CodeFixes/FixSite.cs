using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

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

    /// <summary>What is new inside is formatted; the user's own statements, members, lambdas and arguments stay as they are written.</summary>
    public void Replace(SyntaxNode old, SyntaxNode changed) => editor.ReplaceNode(old, FormattedWhereNew(old, changed));

    /// <summary>After the edits inside it.</summary>
    public void Change<T>(T node, Func<T, SyntaxNode> change)
        where T : SyntaxNode => editor.ReplaceNode(node, (current, _) => change((T)current));

    public void Remove(SyntaxNode node) =>
        editor.RemoveNode(node, Keeps(node) ? SyntaxRemoveOptions.KeepExteriorTrivia | SyntaxRemoveOptions.KeepUnbalancedDirectives
            : SyntaxRemoveOptions.KeepNoTrivia);

    /// <summary>Exactly as given.</summary>
    public void ReplaceUnformatted(SyntaxNode old, SyntaxNode changed) => editor.ReplaceNode(old, changed);

    /// <summary>Whether a comment or a directive stands beside the node, which must not be lost.</summary>
    public static bool Keeps(SyntaxNode node) => HasWords(node.GetLeadingTrivia().Concat(node.GetTrailingTrivia()));

    /// <summary>Whether one stands between the arrow and its expression, or beside them.</summary>
    public static bool KeepsAround(ArrowExpressionClauseSyntax arrow) =>
        Keeps(arrow) || HasWords(arrow.ArrowToken.TrailingTrivia) || Keeps(arrow.Expression);

    /// <summary>Comments and directives.</summary>
    public static bool HasWords(IEnumerable<SyntaxTrivia> trivia) =>
        trivia.Any(one => !one.IsKind(SyntaxKind.WhitespaceTrivia) && !one.IsKind(SyntaxKind.EndOfLineTrivia));

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

    /// <summary>Behind a member of a type or of the file, each after a blank line.</summary>
    public void InsertMembersAfter(MemberDeclarationSyntax member, IEnumerable<MemberDeclarationSyntax> added)
    {
        var line = SyntaxFactory.ElasticCarriageReturnLineFeed;
        editor.InsertAfter(
            member, added.Select(one => one.WithLeadingTrivia(line).WithTrailingTrivia(line).WithAdditionalAnnotations(Formatter.Annotation)));
    }

    /// <summary>Whether a statement may be left by falling through: the function around it is async without a result, or void.</summary>
    public bool MayFallThrough(SyntaxNode place) => EnclosingFunction(place) is { } function
        && (function.ReturnsVoid || function.IsAsync && function.ReturnType is not INamedTypeSymbol { IsGenericType: true });

    private static SyntaxNode FormattedWhereNew(SyntaxNode old, SyntaxNode changed)
    {
        var known = old.DescendantNodesAndSelf().Where(IsOfTheUser).ToList();
        var added = new List<SyntaxNode>();
        Collect(changed);
        return added.Contains(changed)
            ? changed.WithAdditionalAnnotations(Formatter.Annotation)
            : changed.ReplaceNodes(added, (_, node) => node.WithAdditionalAnnotations(Formatter.Annotation));

        void Collect(SyntaxNode node)
        {
            if (IsKnown(node))
            {
                return;
            }

            if (!node.DescendantNodes().Any(IsKnown))
            {
                added.Add(node);
                return;
            }

            foreach (var child in node.ChildNodes())
            {
                Collect(child);
            }
        }

        bool IsKnown(SyntaxNode node) => IsOfTheUser(node) && known.Exists(other => other.IsIncrementallyIdenticalTo(node));
    }

    private static bool IsOfTheUser(SyntaxNode node) =>
        node is StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or ArgumentSyntax or CatchClauseSyntax;

    /// <summary>A top-level statement is one member of the file.</summary>
    private static SyntaxNode InList(StatementSyntax place) => place.Parent is GlobalStatementSyntax global ? global : place;

    private static SyntaxNode InListOf(StatementSyntax place, StatementSyntax added)
    {
        added = Beside(place, added);
        return place.Parent is GlobalStatementSyntax ? SyntaxFactory.GlobalStatement(added) : added;
    }

    /// <summary>
    /// A line of its own, indented as its neighbour: the formatter would also look at what stands next. It is asked where the neighbour
    /// shares its line with others.
    /// </summary>
    public static StatementSyntax Beside(StatementSyntax place, StatementSyntax added)
    {
        var first = place.GetFirstToken();
        var before = first.GetPreviousToken();
        var isFirstOfItsLine = before.IsKind(SyntaxKind.None) || EndsLine(before.TrailingTrivia) || EndsLine(first.LeadingTrivia);
        if (!isFirstOfItsLine || !EndsLine(place.GetTrailingTrivia()))
        {
            // Members are set apart by a blank line where the line end is elastic; top-level statements are not.
            var formatted = place.Parent is GlobalStatementSyntax
                ? added.WithTrailingTrivia(place.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
                : added;
            return formatted.WithAdditionalAnnotations(Formatter.Annotation);
        }

        var (lead, trail) = (first.LeadingTrivia, place.GetTrailingTrivia());
        var indented = lead is [.., var indent] && indent.IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(indent) : default;
        return added
            .WithLeadingTrivia(added.GetLeadingTrivia() is { Count: > 0 } moved && !moved.All(one => one.ToString().Length == 0) ? moved : indented)
            .WithTrailingTrivia(trail[trail.Count - 1]);
    }

    private static bool EndsLine(SyntaxTriviaList trivia) => trivia.Any(one => one.IsKind(SyntaxKind.EndOfLineTrivia));

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
