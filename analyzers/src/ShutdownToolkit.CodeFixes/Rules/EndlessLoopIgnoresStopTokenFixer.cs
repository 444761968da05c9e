using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class EndlessLoopIgnoresStopTokenFixer() : ShutdownFixer(RuleIds.EndlessLoopIgnoresStopToken, "Loop until the stop token is cancelled")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(EndlessLoopIgnoresStopTokenAnalyzer.Token) is not { } token
            || site.Enclosing<WhileStatementSyntax>() is not { Condition: LiteralExpressionSyntax always } loop
            || !site.MayFallThrough(loop))
        {
            return false;
        }

        site.Replace(always, SyntaxFactory.ParseExpression($"!{token}.IsCancellationRequested").WithTriviaFrom(always));
        return true;
    }
}
