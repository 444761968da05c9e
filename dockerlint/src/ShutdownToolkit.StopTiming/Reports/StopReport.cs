using Dockerlint.Stops;

namespace ShutdownToolkit.StopTiming;

/// <summary>The measured stops of one target.</summary>
/// <param name="Target">The image or container, as it was named.</param>
/// <param name="Grace">Between the stop signal and SIGKILL; negative: the engine waits for ever.</param>
/// <param name="Runs">At least one.</param>
public sealed record StopReport(string Target, TimeSpan Grace, IReadOnlyList<MeasuredStop> Runs)
{
    /// <summary>The usual rule of thumb; slower is called slow in reports and fails nothing.</summary>
    public static TimeSpan SlowAfter { get; } = TimeSpan.FromSeconds(3);

    public TimeSpan Minimum => Ordered[0];

    /// <summary>The middle one; the mean of the two middle ones of an even number.</summary>
    public TimeSpan Median => (Ordered[(Ordered.Count - 1) / 2] + Ordered[Ordered.Count / 2]) / 2;

    public TimeSpan Maximum => Ordered[^1];

    public bool Slow => Maximum > SlowAfter;

    /// <summary>The worst of the runs: one lost stop in five is a lost stop.</summary>
    public Verdict Verdict => Worst.Verdict;

    public MeasuredStop Worst => Runs.MinBy(run => Severity(run.Verdict))!;

    private List<TimeSpan> Ordered => [.. Runs.Select(run => run.Duration).Order()];

    private static int Severity(Verdict verdict) => verdict switch
    {
        Verdict.FailsToStart => 0,
        Verdict.KilledAfterGrace => 1,
        Verdict.NeverTold => 2,
        Verdict.CutShort => 3,
        Verdict.EndedByDefault => 4,
        Verdict.Unknown => 5,
        _ => 6,
    };
}
