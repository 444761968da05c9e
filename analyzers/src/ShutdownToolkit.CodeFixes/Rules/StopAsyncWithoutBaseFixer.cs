using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>
/// The base comes first: it ends ExecuteAsync, so that what follows cleans up behind finished work.
/// A method that only forwards to a finished task stays without async; any other becomes async if its only return is its last statement.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class StopAsyncWithoutBaseFixer() : ShutdownFixer(RuleIds.StopAsyncWithoutBase, "Call base.StopAsync first")
{
    private const string CompletedTask = "Task.CompletedTask";

    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<MethodDeclarationSyntax>() is not { ParameterList.Parameters: [var parameter] } method)
        {
            return false;
        }

        var call = SyntaxFactory.ParseExpression($"base.StopAsync({parameter.Identifier.Text})");
        if (Rewritten(method, call) is not { } rewritten)
        {
            return false;
        }

        site.Replace(method, rewritten);
        return true;
    }

    private static MethodDeclarationSyntax? Rewritten(MethodDeclarationSyntax method, ExpressionSyntax call)
    {
        var isAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
        switch (method)
        {
            case { ExpressionBody.Expression: var expression } when IsCompletedTask(expression):
                return method.ReplaceNode(expression, call.WithTriviaFrom(expression));
            case { ExpressionBody.Expression: var expression }:
                var body =
                    SyntaxFactory.Block(Awaited(call), isAsync ? SyntaxFactory.ExpressionStatement(expression.WithoutTrivia()) : Awaited(expression));
                return AsAsync(method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body));
            case { Body: { Statements: [ReturnStatementSyntax { Expression: { } only }] } block } when IsCompletedTask(only):
                return method.ReplaceNode(only, call.WithTriviaFrom(only));
            case { Body: { } block } when isAsync:
                return method.WithBody(StartingWith(block, call, block.Statements));
            case { Body: { Statements: [.., ReturnStatementSyntax { Expression: { } last } end] } block } when IsOnlyReturn(block):
                var others = IsCompletedTask(last) ? block.Statements.Remove(end) : block.Statements.Replace(end, Awaited(last).WithTriviaFrom(end));
                return AsAsync(method.WithBody(StartingWith(block, call, others)));
            default:
                return null;
        }
    }

    private static BlockSyntax StartingWith(BlockSyntax block, ExpressionSyntax call, SyntaxList<StatementSyntax> others) =>
        block.WithStatements(others.Insert(0, Awaited(call).WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)));

    private static ExpressionStatementSyntax Awaited(ExpressionSyntax task) => SyntaxFactory.ExpressionStatement(
        SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), task.WithoutTrivia()));

    private static MethodDeclarationSyntax AsAsync(MethodDeclarationSyntax method) => method.Modifiers.Any(SyntaxKind.AsyncKeyword)
        ? method
        : method.AddModifiers(SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space));

    private static bool IsOnlyReturn(BlockSyntax block) =>
        block.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
            .OfType<ReturnStatementSyntax>().Take(2).Count() == 1;

    private static bool IsCompletedTask(ExpressionSyntax expression) => expression.ToString().EndsWith(CompletedTask, StringComparison.Ordinal);
}
