using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class StopAsyncDoesNotWaitFixer() : ShutdownFixer(RuleIds.StopAsyncDoesNotWait, "Wait for the task until the token is cancelled")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(StopAsyncDoesNotWaitAnalyzer.Task) is not { } task
            || site.Enclosing<MethodDeclarationSyntax>()
                is not { Body: { } block, ParameterList.Parameters: [{ Identifier.Text: not "_" and var token }] } method)
        {
            return false;
        }

        var wait = Until.Cancelled(task, token);
        if (method.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            MethodBodies.EndWith(site, block, MethodBodies.Awaited(wait));
            return true;
        }

        if (block.Statements.LastOrDefault() is not ReturnStatementSyntax { Expression: { } last } || last.ToString() != "Task.CompletedTask")
        {
            return false;
        }

        site.Replace(last, wait.WithTriviaFrom(last));
        return true;
    }
}
