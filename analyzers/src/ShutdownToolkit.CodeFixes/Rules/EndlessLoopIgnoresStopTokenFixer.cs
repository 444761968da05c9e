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
            || site.Enclosing<WhileStatementSyntax>() is not { Condition: var condition } loop
            || !site.MayFallThrough(loop))
        {
            return false;
        }

        var asked = SyntaxFactory.ParseExpression($"!{token}.IsCancellationRequested");
        switch (condition)
        {
            case LiteralExpressionSyntax:
                site.Replace(condition, asked.WithTriviaFrom(condition));
                return true;
            // The flag keeps its say.
            case IdentifierNameSyntax or MemberAccessExpressionSyntax or PrefixUnaryExpressionSyntax:
                site.Replace(condition, SyntaxFactory.ParseExpression($"{condition.WithoutTrivia()} && {asked}").WithTriviaFrom(condition));
                return true;
            default:
                return false;
        }
    }
}
