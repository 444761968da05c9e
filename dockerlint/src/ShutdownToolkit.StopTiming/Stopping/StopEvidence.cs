using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Processes;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>Everything one stop showed, for the verdict.</summary>
internal sealed record StopEvidence
{
    public required int Signal { get; init; }
    public required TimeSpan Grace { get; init; }
    public required TimeSpan Duration { get; init; }
    public required int ExitCode { get; init; }

    /// <summary>By process id, since the signal, where this host can see the processes: an engine with much to do tells of the end later.</summary>
    public IReadOnlyDictionary<int, TimeSpan> GoneAfter { get; init; } = new Dictionary<int, TimeSpan>();

    public bool Killed { get; init; }
    public bool OomKilled { get; init; }
    public IReadOnlyList<ContainerProcess> Processes { get; init; } = [];
    /// <summary>PID 1's handlers half a second after the signal, if it still lived.</summary>
    public SignalSet? FirstCaughtLater { get; init; }
    /// <summary>The done text that was asked for; null when none was.</summary>
    public string? DoneText { get; init; }
    public TimeSpan? DoneAfter { get; init; }
    public RequestTally? Requests { get; init; }
    /// <summary>Log lines after the signal; null when the log cannot be read.</summary>
    public int? LinesAfter { get; init; }

    public ContainerProcess? First => Processes.FirstOrDefault(process => process.First);
    public string SignalName => Signals.Name(Signal);
}

/// <summary>The verdict on one stop.</summary>
/// <param name="Inferred">No sign of the application's own decides it: exit code, time and the process tree were weighed.</param>
public sealed record Judgement(Verdict Verdict, string Reason, bool Inferred = false);
