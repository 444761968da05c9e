using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.DotNetFacts;

namespace Dockerlint.CSharp;

/// <summary>Time spans made of literals, by syntax alone.</summary>
internal static class LiteralDuration
{
    /// <returns>Seconds, infinite where it never ends; null for anything computed.</returns>
    public static double? Seconds(ExpressionSyntax expression) => Of(expression) switch
    {
        null => null,
        { } duration when duration.IsInfinite() => double.PositiveInfinity,
        { } duration => duration.TotalSeconds,
    };

    /// <summary>The same of a wait, where a number alone is milliseconds.</summary>
    public static double? OfWait(ExpressionSyntax expression) => Number(expression) is { } milliseconds ? milliseconds / 1_000 : Seconds(expression);

    private static TimeSpan? Of(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => Of(parenthesized.Expression),
        MemberAccessExpressionSyntax { Name.Identifier.Text: var name } => Durations.Named(name),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called, ArgumentList.Arguments: [{ Expression: var amount }, ..] } =>
            Number(amount) is { } count ? Durations.From(called.Name.Identifier.Text, count) : null,
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments } =>
            arguments.Select(argument => Number(argument.Expression)).ToArray() is var parts && Array.TrueForAll(parts, part => part is not null)
                ? Durations.Constructed([.. parts.Select(part => part!.Value)])
                : null,
        _ => null,
    };

    private static double? Number(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax { Token.Value: { } value } ? Durations.Number(value) : null;
}
