using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>In code; in a settings file the edit is yours.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LifetimeLogsSilencedFixer() : ShutdownFixer(RuleIds.LifetimeLogsSilenced, "Show the log lines of the host's lifetime")
{
    /// <summary>Columns; what would go beyond goes on a line of its own.</summary>
    private const int LongLine = 150;

    private protected override bool TryFix(FixSite site)
    {
        switch (site.Node)
        {
            case AssignmentExpressionSyntax { Right: LiteralExpressionSyntax hidden }:
                site.Replace(hidden, False().WithTriviaFrom(hidden));
                return true;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SuppressStatusMessages" },
                ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax hidden }] }:
                site.Replace(hidden, False().WithTriviaFrom(hidden));
                return true;
            case InvocationExpressionSyntax { ArgumentList.Arguments: [
                { Expression: LiteralExpressionSyntax category }, { Expression: MemberAccessExpressionSyntax level }] arguments } call:
                var shown = arguments.Replace(arguments[0], arguments[0].WithExpression(Category().WithTriviaFrom(category)));
                shown = shown.Replace(shown[1], shown[1].WithExpression(level.WithName(SyntaxFactory.IdentifierName("Information"))));
                var list = SyntaxFactory.ArgumentList(shown);
                if (Receiver(call, LineBreak(call, list)) is not { } method)
                {
                    return false;
                }

                site.ReplaceUnformatted(call, SyntaxFactory.InvocationExpression(method, list).WithTrailingTrivia(call.GetTrailingTrivia()));
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// The same call once more on its result: <c>x.AddFilter(…).AddFilter</c>, <c>x.MinimumLevel.Override(…).MinimumLevel.Override</c>.
    /// </summary>
    private static MemberAccessExpressionSyntax? Receiver(InvocationExpressionSyntax call, SyntaxTriviaList lineBreak) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "AddFilter" } name } =>
            Member(call.WithoutTrailingTrivia(), lineBreak, name),
        MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "Override" } name,
            Expression: MemberAccessExpressionSyntax { Name: var minimum } } =>
            Member(Member(call.WithoutTrailingTrivia(), lineBreak, minimum), default, name),
        _ => null,
    };

    private static MemberAccessExpressionSyntax Member(ExpressionSyntax receiver, SyntaxTriviaList before, SimpleNameSyntax name) =>
        SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, receiver,
            SyntaxFactory.Token(SyntaxKind.DotToken).WithLeadingTrivia(before).WithTrailingTrivia(), name.WithoutTrivia());

    /// <summary>Before the new call: none where it fits, else as deep as the chain is broken already.</summary>
    private static SyntaxTriviaList LineBreak(InvocationExpressionSyntax call, ArgumentListSyntax added)
    {
        var text = call.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(call.Span.End);
        var name = ((MemberAccessExpressionSyntax)call.Expression).ToString();
        if (line.Span.Length + added.ToString().Length + name.Length - name.LastIndexOf('.') + ".MinimumLevel".Length <= LongLine)
        {
            return default;
        }

        var written = line.ToString();
        var first = written.TrimStart();
        var indent = written.Substring(0, written.Length - first.Length) + (first.StartsWith(".", StringComparison.Ordinal) ? "" : "    ");
        var end = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return SyntaxFactory.TriviaList(SyntaxFactory.EndOfLine(end.Length > 0 ? end : "\n"), SyntaxFactory.Whitespace(indent));
    }

    private static LiteralExpressionSyntax Category() =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal("Microsoft.Hosting.Lifetime"));

    private static LiteralExpressionSyntax False() => SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression);
}
