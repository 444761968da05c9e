using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LongWaitWithoutStopTokenFixer() : ShutdownFixer(RuleIds.LongWaitWithoutStopToken, "Pass the stop token")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(LongWaitWithoutStopTokenAnalyzer.Token) is not { } token || site.Enclosing<InvocationExpressionSyntax>() is not { } call)
        {
            return false;
        }

        site.Replace(call.ArgumentList, call.ArgumentList.AddArguments(SyntaxFactory.Argument(SyntaxFactory.ParseExpression(token))));
        return true;
    }
}
