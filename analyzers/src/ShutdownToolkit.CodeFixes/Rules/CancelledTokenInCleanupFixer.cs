using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CancelledTokenInCleanupFixer() : ShutdownFixer(RuleIds.CancelledTokenInCleanup, "Do it without the stop token")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(CancelledTokenInCleanupAnalyzer.Guard) is not null)
        {
            return TryDropGuard(site);
        }

        if (site.Enclosing<ArgumentSyntax>() is not { Expression: var token } || token.Span != site.Node.Span)
        {
            return false;
        }

        site.Replace(token, SyntaxFactory.ParseExpression("CancellationToken.None").WithTriviaFrom(token));
        return true;
    }

    /// <summary>The other conditions stay; a test that stands alone is left to you.</summary>
    private static bool TryDropGuard(FixSite site)
    {
        if (site.Node is not ExpressionSyntax { Parent: BinaryExpressionSyntax both } guard || !both.IsKind(SyntaxKind.LogicalAndExpression))
        {
            return false;
        }

        var kept = both.Left == guard ? both.Right : both.Left;
        site.ReplaceUnformatted(both, kept.WithTriviaFrom(both));
        return true;
    }
}
