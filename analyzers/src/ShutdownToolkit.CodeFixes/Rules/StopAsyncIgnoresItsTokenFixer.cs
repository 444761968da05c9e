using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>A polling loop also asks the token; any other wait ends with it and does not throw.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class StopAsyncIgnoresItsTokenFixer() : ShutdownFixer(RuleIds.StopAsyncIgnoresItsToken, "End the wait when the token is cancelled")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<MethodDeclarationSyntax>() is not { ParameterList.Parameters: [{ Identifier.Text: not "_" and var token }] } method)
        {
            return false;
        }

        if (site.Node is WhileStatementSyntax { Condition: var condition })
        {
            var left = condition is BinaryExpressionSyntax binary && binary.IsKind(SyntaxKind.LogicalOrExpression)
                ? $"({condition})" : condition.ToString();
            site.Replace(condition, SyntaxFactory.ParseExpression($"{left} && !{token}.IsCancellationRequested").WithTriviaFrom(condition));
            return true;
        }

        // What the wait yields is used: WhenAny yields something else.
        if (Waited(site.Node) is not { } wait
            || wait.Parent
                is not (
                    ExpressionStatementSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax
                        or AwaitExpressionSyntax { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax }))
        {
            return false;
        }

        // A permit that comes after all would be nobody's.
        if (wait.Parent is ExpressionStatementSyntax || wait is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax
            { Name.Identifier.Text: "WaitAsync" } }
            || site.Model.GetTypeInfo(wait, site.Cancellation).Type is not { Name: "Task" or "ConfiguredTaskAwaitable" })
        {
            return false;
        }

        var task = site.Node.FirstAncestorOrSelf<ExpressionSyntax>()!;
        var nullable = site.Model.GetTypeInfo(task, site.Cancellation).Nullability.FlowState == NullableFlowState.MaybeNull;
        site.Replace(wait, Until.Cancelled(nullable ? $"{task} ?? Task.CompletedTask" : task.ToString(), token).WithTriviaFrom(wait));
        return true;
    }

    /// <summary>The whole awaited expression: the task with its ConfigureAwait.</summary>
    private static ExpressionSyntax? Waited(SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } task)
        {
            return null;
        }

        return task.Parent is MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait", Parent: InvocationExpressionSyntax configured }
            ? configured : task;
    }
}
