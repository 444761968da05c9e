using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>
/// Only where the handler tells other code to stop: after a handler that only flushes, a cancelled default action would leave nothing that ends the
/// program.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SignalDefaultActionNotCancelledFixer()
    : ShutdownFixer(RuleIds.SignalDefaultActionNotCancelled, "Cancel the default action first")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(SignalDefaultActionNotCancelledAnalyzer.TellsOthers) is null || site.Enclosing<LambdaExpressionSyntax>() is not { } lambda
            || Parameter(lambda) is not { } parameter)
        {
            return false;
        }

        var name = parameter.Identifier.Text == "_" ? "context" : parameter.Identifier.Text;
        if (name != parameter.Identifier.Text && !MainBody.IsFree(name, lambda))
        {
            return false;
        }

        var cancel = SyntaxFactory.ParseStatement($"{name}.Cancel = true;").WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);
        // The block inside stays as it is; only its beginning grows.
        var body = lambda.Body is BlockSyntax block
            ? block.WithStatements(block.Statements.Insert(0, cancel))
            : SyntaxFactory.Block(cancel, SyntaxFactory.ExpressionStatement((ExpressionSyntax)lambda.Body));
        var renamed = parameter.WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(parameter.Identifier));
        site.Replace(lambda, lambda.ReplaceNode(parameter, renamed) switch
        {
            SimpleLambdaExpressionSyntax simple => simple.WithExpressionBody(null).WithBlock(body),
            ParenthesizedLambdaExpressionSyntax parenthesized => parenthesized.WithExpressionBody(null).WithBlock(body),
            var other => other,
        });
        return true;
    }

    private static ParameterSyntax? Parameter(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => simple.Parameter,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var only] } => only,
        _ => null,
    };
}
