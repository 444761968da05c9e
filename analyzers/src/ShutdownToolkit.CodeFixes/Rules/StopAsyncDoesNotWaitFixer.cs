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
        if (site.Fact(StopAsyncDoesNotWaitAnalyzer.Dropped) is not null)
        {
            return TryAwait(site);
        }

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

    /// <summary>Awaited, or returned in place of the completed task that comes next.</summary>
    private static bool TryAwait(FixSite site)
    {
        if (site.Enclosing<ExpressionStatementSyntax>() is not { Expression: var expression, Parent: BlockSyntax block } statement
            || (expression is AssignmentExpressionSyntax { Right: var right } ? right : expression) is not InvocationExpressionSyntax task
            || site.Enclosing<MethodDeclarationSyntax>() is not { Modifiers: var modifiers })
        {
            return false;
        }

        if (modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            site.Replace(statement, MethodBodies.Awaited(task).WithTriviaFrom(statement));
            return true;
        }

        var next = block.Statements.IndexOf(statement) + 1;
        if (next == 0 || next != block.Statements.Count - 1 || FixSite.Keeps(statement)
            || block.Statements[next] is not ReturnStatementSyntax { Expression: { } completed } || completed.ToString() != "Task.CompletedTask"
            || site.Model.GetTypeInfo(task, site.Cancellation).Type?.Name != "Task")
        {
            return false;
        }

        site.Remove(statement);
        site.Replace(completed, task.WithTriviaFrom(completed));
        return true;
    }
}
