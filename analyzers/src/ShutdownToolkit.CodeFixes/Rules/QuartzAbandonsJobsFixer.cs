using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class QuartzAbandonsJobsFixer() : ShutdownFixer(RuleIds.QuartzAbandonsJobs, "Wait for the jobs to complete")
{
    private const string Waits = "WaitForJobsToComplete = true";

    private protected override bool TryFix(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
        {
            return false;
        }

        var arguments = call.ArgumentList.Arguments;
        if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Shutdown" })
        {
            site.Replace(call.ArgumentList, call.ArgumentList.WithArguments(arguments.Insert(0, Argument("true"))));
            return true;
        }

        if (arguments.Select(argument => argument.Expression).OfType<SimpleLambdaExpressionSyntax>().FirstOrDefault() is { } lambda)
        {
            site.Replace(lambda, Waiting(lambda));
            return true;
        }

        if (arguments.Count > 0)
        {
            return false;
        }

        site.Replace(call.ArgumentList, call.ArgumentList.WithArguments(arguments.Add(Argument($"options => options.{Waits}"))));
        return true;
    }

    private static SimpleLambdaExpressionSyntax Waiting(SimpleLambdaExpressionSyntax lambda)
    {
        var wait = SyntaxFactory.ParseStatement($"{lambda.Parameter.Identifier.Text}.{Waits};");
        return lambda switch
        {
            { Block: { } block } => lambda.WithBlock(block.AddStatements(wait)),
            { ExpressionBody: { } only } =>
                lambda.WithExpressionBody(null).WithBlock(SyntaxFactory.Block(SyntaxFactory.ExpressionStatement(only), wait)),
            _ => lambda,
        };
    }

    private static ArgumentSyntax Argument(string expression) => SyntaxFactory.Argument(SyntaxFactory.ParseExpression(expression));
}
