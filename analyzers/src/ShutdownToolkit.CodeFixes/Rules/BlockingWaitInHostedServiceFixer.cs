using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>Thread.Sleep in async code becomes an awaited Task.Delay with the token; other blocking calls are left to the reader.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class BlockingWaitInHostedServiceFixer() : ShutdownFixer(RuleIds.BlockingWaitInHostedService, "Await Task.Delay with the stop token")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(BlockingWaitInHostedServiceAnalyzer.Token) is not { } token
            || site.Enclosing<InvocationExpressionSyntax>() is not { Parent: ExpressionStatementSyntax, ArgumentList.Arguments: [var time] } sleep
            || !sleep.Expression.ToString().EndsWith("Thread.Sleep", StringComparison.Ordinal)
            || site.Model.GetEnclosingSymbol(sleep.SpanStart, site.Cancellation) is not IMethodSymbol { IsAsync: true }
            || sleep.Ancestors()
                .TakeWhile(node => node is StatementSyntax or CatchClauseSyntax or FinallyClauseSyntax or ElseClauseSyntax or SwitchSectionSyntax)
                    .Any(node => node is LockStatementSyntax or UnsafeStatementSyntax))
        {
            return false;
        }

        site.Replace(sleep, SyntaxFactory.ParseExpression($"await Task.Delay({time.WithoutTrivia()}, {token})").WithTriviaFrom(sleep));
        return true;
    }
}
