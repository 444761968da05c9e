using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ShutdownToolkit.Analyzers.Flow;

/// <summary>How long a wait is, where the code says so: a TimeSpan made of constants, or a number of milliseconds.</summary>
internal static class ConstantDuration
{
    /// <returns>Null where it is not constant; <see cref="Timeout.InfiniteTimeSpan"/> where it never ends.</returns>
    public static TimeSpan? Of(IOperation? operation)
    {
        if (operation is null)
        {
            return null;
        }

        operation = operation.Unwrapped();
        if (Number(operation) is { } milliseconds)
        {
            return Milliseconds(milliseconds);
        }

        return operation switch
        {
            IFieldReferenceOperation { Field: { ContainingType.Name: nameof(TimeSpan) or nameof(Timeout) } field } => field.Name switch
            {
                nameof(TimeSpan.Zero) => TimeSpan.Zero,
                nameof(Timeout.InfiniteTimeSpan) => Timeout.InfiniteTimeSpan,
                nameof(TimeSpan.MaxValue) => TimeSpan.MaxValue,
                _ => null,
            },
            IInvocationOperation { TargetMethod: { ContainingType.Name: nameof(TimeSpan), IsStatic: true } } from => Factory(from),
            IObjectCreationOperation { Type.Name: nameof(TimeSpan) } created => Constructed(created),
            IDefaultValueOperation => TimeSpan.Zero,
            _ => null,
        };
    }

    public static bool IsInfinite(this TimeSpan duration) => duration == Timeout.InfiniteTimeSpan || duration == TimeSpan.MaxValue;

    private static TimeSpan? Factory(IInvocationOperation from)
    {
        if (from.Arguments.Length == 0 || Number(from.Arguments[0].Value) is not { } count)
        {
            return null;
        }

        // TimeSpan.FromHours(int, long minutes = 0, …) of .NET 9: more than the first argument is rare and only lengthens.
        return from.TargetMethod.Name switch
        {
            "FromDays" => Milliseconds(count * 86_400_000),
            "FromHours" => Milliseconds(count * 3_600_000),
            "FromMinutes" => Milliseconds(count * 60_000),
            "FromSeconds" => Milliseconds(count * 1_000),
            "FromMilliseconds" => Milliseconds(count),
            "FromMicroseconds" => Milliseconds(count / 1_000),
            "FromTicks" => Milliseconds(count / TimeSpan.TicksPerMillisecond),
            _ => null,
        };
    }

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

        return parts.Length switch
        {
            0 => TimeSpan.Zero,
            1 => Milliseconds(parts[0] / TimeSpan.TicksPerMillisecond),
            3 => Milliseconds(parts[0] * 3_600_000 + parts[1] * 60_000 + parts[2] * 1_000),
            >= 4 =>
                Milliseconds(parts[0] * 86_400_000 + parts[1] * 3_600_000 + parts[2] * 60_000 + parts[3] * 1_000 + (parts.Length > 4 ? parts[4] : 0)),
            _ => null,
        };
    }

    private static double? Number(IOperation operation) => operation.Unwrapped().ConstantValue is { HasValue: true } constant
        ? constant.Value switch
        {
            int value => value,
            long value => value,
            double value => value,
            float value => value,
            uint value => value,
            short value => value,
            byte value => value,
            _ => null,
        }
        : null;

    private static TimeSpan Milliseconds(double value) =>
        value == Timeout.Infinite ? Timeout.InfiniteTimeSpan
        : value >= TimeSpan.MaxValue.TotalMilliseconds ? TimeSpan.MaxValue
        : TimeSpan.FromTicks((long)(value * TimeSpan.TicksPerMillisecond));
}
