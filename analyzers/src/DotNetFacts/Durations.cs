namespace ShutdownToolkit.DotNetFacts;

/// <summary>What TimeSpan's factories and constructors make of constant numbers.</summary>
internal static class Durations
{
    public static bool IsInfinite(this TimeSpan duration) => duration == Timeout.InfiniteTimeSpan || duration == TimeSpan.MaxValue;

    /// <summary><c>TimeSpan.Zero</c>, <c>Timeout.InfiniteTimeSpan</c> and the like; null for any other member.</summary>
    public static TimeSpan? Named(string member) => member switch
    {
        nameof(TimeSpan.Zero) => TimeSpan.Zero,
        nameof(Timeout.InfiniteTimeSpan) => Timeout.InfiniteTimeSpan,
        nameof(TimeSpan.MaxValue) => TimeSpan.MaxValue,
        _ => null,
    };

    /// <summary>
    /// <c>TimeSpan.FromSeconds(count)</c> and its siblings. More than the first argument (.NET 9) is rare and only lengthens.
    /// </summary>
    public static TimeSpan? From(string factory, double count) => factory switch
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

    /// <summary><c>new TimeSpan(…)</c>: ticks; hours, minutes, seconds; days to milliseconds.</summary>
    public static TimeSpan? Constructed(IReadOnlyList<double> parts) => parts.Count switch
    {
        0 => TimeSpan.Zero,
        1 => Milliseconds(parts[0] / TimeSpan.TicksPerMillisecond),
        3 => Milliseconds(parts[0] * 3_600_000 + parts[1] * 60_000 + parts[2] * 1_000),
        4 => Milliseconds(parts[0] * 86_400_000 + parts[1] * 3_600_000 + parts[2] * 60_000 + parts[3] * 1_000),
        > 4 => Milliseconds(parts[0] * 86_400_000 + parts[1] * 3_600_000 + parts[2] * 60_000 + parts[3] * 1_000 + parts[4]),
        _ => null,
    };

    /// <summary>-1 never ends, as in every wait of the framework.</summary>
    public static TimeSpan Milliseconds(double value) =>
        value == Timeout.Infinite ? Timeout.InfiniteTimeSpan
        : value >= TimeSpan.MaxValue.TotalMilliseconds ? TimeSpan.MaxValue
        : TimeSpan.FromTicks((long)(value * TimeSpan.TicksPerMillisecond));

    /// <summary>The value of a constant; null where it is no number.</summary>
    public static double? Number(object? constant) => constant switch
    {
        int value => value,
        long value => value,
        double value => value,
        float value => value,
        uint value => value,
        short value => value,
        byte value => value,
        _ => null,
    };
}
