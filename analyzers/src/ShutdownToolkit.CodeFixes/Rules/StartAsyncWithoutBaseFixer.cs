using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>The base comes last: what the override prepares is there when ExecuteAsync begins.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class StartAsyncWithoutBaseFixer() : ShutdownFixer(RuleIds.StartAsyncWithoutBase, "Call base.StartAsync last")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<MethodDeclarationSyntax>() is not { ParameterList.Parameters: [var parameter] } method)
        {
            return false;
        }

        var call = SyntaxFactory.ParseExpression($"base.StartAsync({parameter.Identifier.Text})");
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
            case { ExpressionBody.Expression: var expression } when !isAsync && expression.ToString() == "Task.CompletedTask":
                return method.ReplaceNode(expression, call.WithTriviaFrom(expression));
            case { Body: { } block } when isAsync && !Returns(block).Any():
                return method.WithBody(block.AddStatements(Awaited(call)));
            case { Body: { Statements: [.., ReturnStatementSyntax { Expression: { } last }] } block }
                when !isAsync && last.ToString() == "Task.CompletedTask" && Returns(block).Take(2).Count() == 1:
                return method.ReplaceNode(last, call.WithTriviaFrom(last));
            default:
                return null;
        }
    }

    private static IEnumerable<ReturnStatementSyntax> Returns(BlockSyntax block) =>
        block.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
            .OfType<ReturnStatementSyntax>();

    private static ExpressionStatementSyntax Awaited(ExpressionSyntax task) => SyntaxFactory.ExpressionStatement(
        SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), task))
        .WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);
}
