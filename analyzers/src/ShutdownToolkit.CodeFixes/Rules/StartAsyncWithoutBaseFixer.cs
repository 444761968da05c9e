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
        var isAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
        switch (method)
        {
            case { ExpressionBody.Expression: var expression } when !isAsync && expression.ToString() == "Task.CompletedTask":
                site.Replace(expression, call.WithTriviaFrom(expression));
                return true;
            case { Body: { } block } when isAsync && !Returns(block).Any():
                MethodBodies.EndWith(site, block, MethodBodies.Awaited(call));
                return true;
            case { Body: { Statements: [.., ReturnStatementSyntax { Expression: { } last }] } block }
                when !isAsync && last.ToString() == "Task.CompletedTask" && Returns(block).Take(2).Count() == 1:
                site.Replace(last, call.WithTriviaFrom(last));
                return true;
            default:
                return false;
        }
    }

    private static IEnumerable<ReturnStatementSyntax> Returns(BlockSyntax block) =>
        block.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
            .OfType<ReturnStatementSyntax>();
}
