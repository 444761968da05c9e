using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class WaitOnCancelledTokenFixer() : ShutdownFixer(RuleIds.WaitOnCancelledToken, "Wait until the stop's own token is cancelled")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(WaitOnCancelledTokenAnalyzer.Deadline) is not { } deadline || site.Enclosing<ArgumentSyntax>() is not { Expression: var token })
        {
            return false;
        }

        site.Replace(token, SyntaxFactory.IdentifierName(deadline).WithTriviaFrom(token));
        return true;
    }
}
