using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Engines;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>What happened around one stop, in its order.</summary>
internal static class Timeline
{
    private const int LinesShown = 40;

    public static IReadOnlyList<Moment> Of(
        StopEvidence evidence,
        IReadOnlyList<EngineEvent> kills,
        EngineEvent death,
        IReadOnlyList<LogLine> lines,
        PreStopOutcome? preStop,
        IReadOnlyDictionary<int, DateTimeOffset> gone,
        DateTimeOffset sentAt)
    {
        List<Moment> moments = [];
        if (preStop is not null)
        {
            moments.Add(new(-preStop.Seconds, "the grace starts, preStop runs"));
            moments.Add(new(0, preStop.ExitCode is { } code ? $"preStop ended with exit code {code}" : "preStop still runs, the grace is over"));
        }

        var receiver = evidence.First is { } first ? $"PID 1 `{first.Shown}`" : "PID 1";
        moments.AddRange(kills.Select(kill =>
            new Moment((kill.Time - sentAt).TotalSeconds, $"{Signals.Name(kill.Signal ?? evidence.Signal)} sent to {receiver}")));
        moments.AddRange(lines.Take(LinesShown).Select(line => new Moment(Math.Max(0, (line.Time - sentAt).TotalSeconds), $"log: {line.Text}")));
        if (lines.Count > LinesShown)
        {
            moments.Add(new((lines[LinesShown].Time - sentAt).TotalSeconds, $"log: … {lines.Count - LinesShown} more lines"));
        }

        moments.AddRange(evidence.Processes.Where(process => gone.ContainsKey(process.Pid)).Select(process =>
            new Moment(
                Math.Min((gone[process.Pid] - sentAt).TotalSeconds, (death.Time - sentAt).TotalSeconds),
                $"`{process.Shown}` (pid {process.Pid}) is gone")));
        moments.Add(
            new((death.Time - sentAt).TotalSeconds,
            $"the container ended with exit code {evidence.ExitCode}{(evidence.OomKilled ? ", out of memory" : "")}"));
        // A stable order: of two at one moment the one that was added first came first.
        return [.. moments.OrderBy(moment => moment.Seconds)];
    }
}
