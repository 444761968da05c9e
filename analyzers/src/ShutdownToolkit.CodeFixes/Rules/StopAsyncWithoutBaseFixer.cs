using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>
/// The base comes first: it ends ExecuteAsync, so that what follows cleans up behind finished work. It comes last where the override stops a
/// processor or consumer, whose handlers may still need the stopping token.
/// A method that only forwards to a finished task stays without async; any other becomes async if its only return is its last statement.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class StopAsyncWithoutBaseFixer() : ShutdownFixer(RuleIds.StopAsyncWithoutBase, "Call base.StopAsync")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<MethodDeclarationSyntax>() is not { ParameterList.Parameters: [var parameter] } method
            || method.ExpressionBody?.Expression is ThrowExpressionSyntax)
        {
            return false;
        }

        var call = SyntaxFactory.ParseExpression($"base.StopAsync({parameter.Identifier.Text})");
        if (site.Fact(StopAsyncWithoutBaseAnalyzer.Order) == StopAsyncWithoutBaseAnalyzer.Last)
        {
            return EndWith(site, method, call);
        }

        switch (method)
        {
            case { ExpressionBody.Expression: var expression } when IsCompletedTask(expression):
                site.Replace(expression, call.WithTriviaFrom(expression));
                return true;
            case { ExpressionBody: { Expression: var expression } arrow } when !FixSite.KeepsAround(arrow):
                var isAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                MethodBodies.Give(
                    site, method, MethodBodies.Awaited(call), isAsync ? MethodBodies.Statement(expression) : MethodBodies.Awaited(expression));
                MethodBodies.MakeAsync(site, method);
                return true;
            case { Body.Statements: [ReturnStatementSyntax { Expression: { } only }] } when IsCompletedTask(only):
                site.Replace(only, call.WithTriviaFrom(only));
                return true;
            case { Body: { } block } when method.Modifiers.Any(SyntaxKind.AsyncKeyword):
                MethodBodies.StartWith(site, block, MethodBodies.Awaited(call));
                return true;
            case { Body: { Statements: [.., ReturnStatementSyntax { Expression: { } last } end] } block } when IsOnlyReturn(block):
                MethodBodies.StartWith(site, block, MethodBodies.Awaited(call));
                End(site, end, last);
                MethodBodies.MakeAsync(site, method);
                return true;
            default:
                return false;
        }
    }

    private static bool EndWith(FixSite site, MethodDeclarationSyntax method, ExpressionSyntax call)
    {
        var isAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
        switch (method)
        {
            case { ExpressionBody: { Expression: var expression } arrow } when !FixSite.KeepsAround(arrow):
                MethodBodies.Give(
                    site, method, isAsync ? MethodBodies.Statement(expression) : MethodBodies.Awaited(expression), MethodBodies.Awaited(call));
                MethodBodies.MakeAsync(site, method);
                return true;
            case { Body: { } block } when isAsync && !block.DescendantNodes().Any(node => node is ReturnStatementSyntax):
                MethodBodies.EndWith(site, block, MethodBodies.Awaited(call));
                return true;
            case { Body: { Statements: [.., ReturnStatementSyntax { Expression: { } last }] } block } when IsOnlyReturn(block) && !isAsync:
                if (IsCompletedTask(last))
                {
                    site.Replace(last, call.WithTriviaFrom(last));
                    return true;
                }

                site.InsertBefore(block.Statements[block.Statements.Count - 1], MethodBodies.Awaited(last));
                site.Replace(
                    block.Statements[block.Statements.Count - 1],
                    MethodBodies.Awaited(call).WithTriviaFrom(block.Statements[block.Statements.Count - 1]));
                MethodBodies.MakeAsync(site, method);
                return true;
            default:
                return false;
        }
    }

    private static void End(FixSite site, ReturnStatementSyntax end, ExpressionSyntax last)
    {
        if (!IsCompletedTask(last))
        {
            site.ReplaceUnformatted(end, MethodBodies.Awaited(last).WithTriviaFrom(end));
        }
        else if (FixSite.Keeps(end))
        {
            site.ReplaceUnformatted(end, SyntaxFactory.ParseStatement("return;").WithTriviaFrom(end));
        }
        else
        {
            site.Remove(end);
        }
    }

    private static bool IsOnlyReturn(BlockSyntax block) =>
        block.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
            .OfType<ReturnStatementSyntax>().Take(2).Count() == 1;

    /// <summary>By itself: in "running ? DrainAsync() : Task.CompletedTask" it is only what remains where there is nothing to do.</summary>
    private static bool IsCompletedTask(ExpressionSyntax expression) =>
        expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "CompletedTask" };
}
