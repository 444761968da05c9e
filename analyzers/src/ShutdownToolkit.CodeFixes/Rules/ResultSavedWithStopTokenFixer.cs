using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ResultSavedWithStopTokenFixer() : ShutdownFixer(RuleIds.ResultSavedWithStopToken, "Do it without the stop token")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<ArgumentSyntax>() is not { Expression: var token } || token.Span != site.Node.Span)
        {
            return false;
        }

        site.Replace(token, SyntaxFactory.ParseExpression("CancellationToken.None").WithTriviaFrom(token));
        return true;
    }
}
