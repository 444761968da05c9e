using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShutdownToolkit.Analyzers.Flow;

/// <summary>Expressions as a message can hold them.</summary>
internal static class ShortTexts
{
    private const int Longest = 40;

    /// <summary>
    /// <c>host</c> and <c>stoppingToken</c> as they are written; of a long chain of calls where it begins and what it ends with:
    /// <c>Host.CreateDefaultBuilder(…)…Build()</c>.
    /// </summary>
    public static string ShortText(this SyntaxNode expression)
    {
        var text = string.Join(" ", expression.WithoutTrivia().ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= Longest ? text : expression switch
        {
            AwaitExpressionSyntax awaited => "await " + awaited.Expression.ShortText(),
            ParenthesizedExpressionSyntax inner => inner.Expression.ShortText(),
            InvocationExpressionSyntax call => OfChain(call),
            MemberAccessExpressionSyntax access => $"{access.Expression.ShortText()}.{access.Name.Identifier.ValueText}",
            ObjectCreationExpressionSyntax created => $"new {created.Type}{Arguments(created.ArgumentList)}",
            _ => text.Substring(0, Longest - 1).TrimEnd() + "…",
        };
    }

    private static string OfChain(InvocationExpressionSyntax last)
    {
        var first = last;
        while (first.Expression is MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax inner })
        {
            first = inner;
        }

        var beginning = first.Expression switch
        {
            MemberAccessExpressionSyntax { Expression: ObjectCreationExpressionSyntax created, Name: var name } =>
                $"{created.ShortText()}.{name.Identifier.ValueText}",
            MemberAccessExpressionSyntax access => $"{access.Expression.ShortText()}.{access.Name.Identifier.ValueText}",
            var called => called.ShortText(),
        } + Arguments(first.ArgumentList);
        return first == last ? beginning
            : $"{beginning}{(last.Expression is MemberAccessExpressionSyntax { Expression: var before } && before == first ? "." : "…")}"
                + ((MemberAccessExpressionSyntax)last.Expression).Name.Identifier.ValueText + Arguments(last.ArgumentList);
    }

    private static string Arguments(ArgumentListSyntax? arguments) => arguments switch
    {
        null => "",
        { Arguments.Count: 0 } => "()",
        _ => "(…)",
    };
}
