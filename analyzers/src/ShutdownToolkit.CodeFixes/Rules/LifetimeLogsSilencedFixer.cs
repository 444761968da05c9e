using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>In code; in a settings file the edit is yours.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LifetimeLogsSilencedFixer() : ShutdownFixer(RuleIds.LifetimeLogsSilenced, "Show the log lines of the host's lifetime")
{
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
                if (Receiver(call) is not { } method)
                {
                    return false;
                }

                site.Replace(call, SyntaxFactory.InvocationExpression(method, SyntaxFactory.ArgumentList(shown)).WithTriviaFrom(call));
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// The same call once more on its result: <c>x.AddFilter(…).AddFilter</c>, <c>x.MinimumLevel.Override(…).MinimumLevel.Override</c>.
    /// </summary>
    private static MemberAccessExpressionSyntax? Receiver(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "AddFilter" } name } =>
            Member(call.WithoutTrailingTrivia(), name),
        MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "Override" } name,
            Expression: MemberAccessExpressionSyntax { Name: var minimum } } =>
            Member(Member(call.WithoutTrailingTrivia(), minimum), name),
        _ => null,
    };

    private static MemberAccessExpressionSyntax Member(ExpressionSyntax receiver, SimpleNameSyntax name) =>
        SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, name.WithoutTrivia());

    private static LiteralExpressionSyntax Category() =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal("Microsoft.Hosting.Lifetime"));

    private static LiteralExpressionSyntax False() => SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression);
}
