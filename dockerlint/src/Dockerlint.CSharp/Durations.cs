using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dockerlint.CSharp;

/// <summary>Literal time spans in seconds; null for anything computed.</summary>
internal static class Durations
{
    public static double? Of(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => Of(parenthesized.Expression),
        MemberAccessExpressionSyntax { Name.Identifier.Text: "InfiniteTimeSpan" or "MaxValue" } => double.PositiveInfinity,
        MemberAccessExpressionSyntax { Name.Identifier.Text: "Zero" } => 0,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: var unit }, ArgumentList.Arguments: [{ Expression: var amount }] } => Number(amount) * unit switch
        {
            "FromMilliseconds" => 0.001,
            "FromSeconds" => 1,
            "FromMinutes" => 60,
            "FromHours" => 3600,
            "FromDays" => 86400,
            _ => (double?)null,
        },
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var hours }, { Expression: var minutes }, { Expression: var seconds }] } =>
            (Number(hours) * 3600) + (Number(minutes) * 60) + Number(seconds),
        _ => null,
    };

    private static double? Number(ExpressionSyntax expression) => expression is LiteralExpressionSyntax { Token.Value: { } value }
        ? value switch
        {
            int integer => integer,
            long large => large,
            double real => real,
            _ => null,
        }
        : null;
}
