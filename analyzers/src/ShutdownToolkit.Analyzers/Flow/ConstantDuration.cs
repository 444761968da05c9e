using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Flow;

/// <summary>How long a wait is, where the code says so: a TimeSpan made of constants, or a number of milliseconds.</summary>
internal static class ConstantDuration
{
    /// <returns>Null where it is not constant; <see cref="Timeout.InfiniteTimeSpan"/> where it never ends.</returns>
    public static TimeSpan? Of(IOperation? operation)
    {
        operation = operation?.Unwrapped();
        return operation switch
        {
            null => null,
            _ when Number(operation) is { } milliseconds => Durations.Milliseconds(milliseconds),
            IFieldReferenceOperation { Field: { ContainingType.KnownName: nameof(TimeSpan) or nameof(Timeout) } field } =>
                Durations.Named(field.Name),
            IInvocationOperation { TargetMethod: { ContainingType.KnownName: nameof(TimeSpan), IsStatic: true } method, Arguments: [var count, ..] }
                when Number(count.Value) is { } value => Durations.From(method.Name, value),
            IObjectCreationOperation { Type.KnownName: nameof(TimeSpan) } created => Constructed(created),
            IDefaultValueOperation => TimeSpan.Zero,
            _ => null,
        };
    }

    /// <summary>As it is written, where there is no operation to ask: a number of milliseconds, <c>TimeSpan.FromSeconds(5)</c>.</summary>
    public static TimeSpan? Written(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax { Token.Value: var number } => Durations.Number(number) is { } milliseconds
            ? Durations.Milliseconds(milliseconds) : null,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var factory },
            ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: var number } }] } =>
            Durations.Number(number) is { } count ? Durations.From(factory, count) : null,
        _ => null,
    };

    private static TimeSpan? Constructed(IObjectCreationOperation created)
    {
        var parts = new double[created.Arguments.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (Number(created.Arguments[i].Value) is not { } part)
            {
                return null;
            }

            parts[i] = part;
        }

        return Durations.Constructed(parts);
    }

    private static double? Number(IOperation operation) =>
        operation.Unwrapped().ConstantValue is { HasValue: true, Value: var constant } ? Durations.Number(constant) : null;
}
