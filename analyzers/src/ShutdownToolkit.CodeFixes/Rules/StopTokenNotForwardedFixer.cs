using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class StopTokenNotForwardedFixer() : ShutdownFixer(RuleIds.StopTokenNotForwarded, "Pass the stop token")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(StopTokenNotForwardedAnalyzer.Token) is not { } token || site.Enclosing<ArgumentSyntax>() is not { } argument)
        {
            return false;
        }

        site.Replace(argument.Expression, SyntaxFactory.ParseExpression(token).WithTriviaFrom(argument.Expression));
        return true;
    }
}
