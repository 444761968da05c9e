using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LongWaitWithoutStopTokenFixer() : ShutdownFixer(RuleIds.LongWaitWithoutStopToken, "Pass the stop token")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(LongWaitWithoutStopTokenAnalyzer.Token) is not { } token || site.Enclosing<InvocationExpressionSyntax>() is not { } call)
        {
            return false;
        }

        // The policies of Polly 7 have the token in an overload whose action takes it, too.
        if (call.ArgumentList.Arguments is [{ Expression: ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: 0 } action }]
            && !TakesTokenBehind(call, site))
        {
            var taking = SyntaxFactory.SimpleLambdaExpression(
                action.AsyncKeyword.RawKind == 0 ? default : SyntaxFactory.TokenList(action.AsyncKeyword),
                SyntaxFactory.Parameter(SyntaxFactory.Identifier("_").WithTrailingTrivia(SyntaxFactory.Space)), action.Block, action.ExpressionBody)
                .WithArrowToken(action.ArrowToken);
            site.ReplaceUnformatted(call.ArgumentList, SyntaxFactory.ParseArgumentList($"({taking.ToFullString()}, {token})"));
            return true;
        }

        if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetContextAsync" })
        {
            site.Replace(call, SyntaxFactory.ParseExpression($"{call.WithoutTrivia()}.WaitAsync({token})").WithTriviaFrom(call));
            return true;
        }

        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(token));
        site.Replace(call.ArgumentList, call.ArgumentList.AddArguments(NameOfToken(call, site) is { } name
            ? argument.WithNameColon(SyntaxFactory.NameColon(name)) : argument));
        return true;
    }

    /// <summary>Where other parameters come before it that are left out, too.</summary>
    private static string? NameOfToken(InvocationExpressionSyntax call, FixSite site) =>
        site.Model.GetSymbolInfo(call, site.Cancellation).Symbol is IMethodSymbol { Parameters: var parameters }
        && parameters.FirstOrDefault(parameter => parameter.Type.Name == nameof(CancellationToken)) is { } token
        && token.Ordinal != call.ArgumentList.Arguments.Count ? token.Name : null;

    private static bool TakesTokenBehind(InvocationExpressionSyntax call, FixSite site) =>
        site.Model.GetSymbolInfo(call, site.Cancellation).Symbol is not IMethodSymbol { ContainingType.Name: "AsyncPolicy" or "IAsyncPolicy" };
}
