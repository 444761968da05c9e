using Dockerlint.Stops;

namespace ShutdownToolkit.StopTiming;

/// <summary>A stop was not as a test demands; the message tells it second by second.</summary>
public sealed class StopAssertionException : Exception
{
    public StopAssertionException()
    {
    }

    public StopAssertionException(string message)
        : base(message)
    {
    }

    public StopAssertionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Assertions for tests, independent of the test framework.</summary>
public static class StopAssertions
{
    /// <summary>Every run was graceful and, when given, took no longer than <paramref name="within"/>.</summary>
    /// <exception cref="StopAssertionException">It was not.</exception>
    public static StopReport ShouldBeGraceful(this StopReport report, TimeSpan? within = null)
    {
        report.ShouldBe(Verdict.Graceful);
        if (within is { } limit && report.Maximum > limit)
        {
            var slowest = report.Runs.MaxBy(run => run.Duration)!;
            throw new StopAssertionException(
                $"{report.Target} should stop within {limit.TotalSeconds:0.##} s, but took {slowest.Duration.TotalSeconds:0.00} "
                + $"s.\n{TextReport.Story(slowest)}");
        }

        return report;
    }

    /// <summary>Every run ended with this verdict.</summary>
    /// <exception cref="StopAssertionException">One did not.</exception>
    public static StopReport ShouldBe(this StopReport report, Verdict verdict)
    {
        foreach (var (run, number) in report.Runs.Select((run, index) => (run, index + 1)))
        {
            if (run.Verdict != verdict)
            {
                var which = report.Runs.Count == 1 ? "" : $" (run {number} of {report.Runs.Count})";
                throw new StopAssertionException(
                    $"{report.Target} should be {verdict}, but is {run.Verdict}{which}: {run.Reason}\n{TextReport.Story(run)}");
            }
        }

        return report;
    }
}
