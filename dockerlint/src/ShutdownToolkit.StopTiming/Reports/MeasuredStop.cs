using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Processes;
using ShutdownToolkit.StopTiming.Stopping;

namespace ShutdownToolkit.StopTiming;

/// <summary>Something that happened, in seconds after the stop signal (negative: before it).</summary>
public sealed record Moment(double Seconds, string What);

/// <summary>One measured stop. Times are the engine's own events (<c>docker events</c>, ns); this machine's clock is in none of them.</summary>
public sealed record MeasuredStop
{
    public required Judgement Judgement { get; init; }

    public Verdict Verdict => Judgement.Verdict;

    public string Reason => Judgement.Reason;

    /// <summary>The signal that was sent first, such as SIGTERM.</summary>
    public required string StopSignal { get; init; }

    /// <summary>The engine's first <c>kill</c> event; for a container that never ran, its start.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The engine's <c>die</c> event.</summary>
    public required DateTimeOffset DiedAt { get; init; }

    /// <summary>From the signal to the end.</summary>
    public TimeSpan Duration => DiedAt > SentAt ? DiedAt - SentAt : TimeSpan.Zero;

    /// <summary>137 after SIGKILL, 143 after an unhandled SIGTERM; 139 is PID 1's abort() as well as a real segmentation fault.</summary>
    public required int ExitCode { get; init; }

    /// <summary>It ended by the SIGKILL that the engine (or we, playing the kubelet) sent.</summary>
    public bool Killed { get; init; }

    public bool OomKilled { get; init; }

    public TimeSpan Grace { get; init; }

    /// <summary>The container's first process; null when it could not be read.</summary>
    public ContainerProcess? Pid1 { get; init; }

    /// <summary>Is PID 1 an init known by name (tini, docker-init, dumb-init, catatonit, s6)?</summary>
    public bool HasInit => Pid1 is not null && KnownInit.Is(Pid1);

    /// <summary>Every process that lived at the stop, PID 1 included; zombies are only counted.</summary>
    public IReadOnlyList<ContainerProcess> Processes { get; init; } = [];

    public int ZombiesBefore { get; init; }

    /// <summary>Null without a load.</summary>
    public RequestTally? Requests { get; init; }

    /// <summary>Null when the logging driver cannot be read.</summary>
    public IReadOnlyList<LogLine>? LogAfterSignal { get; init; }

    /// <summary>Null without a preStop.</summary>
    public PreStopOutcome? PreStop { get; init; }

    /// <summary>What happened, in its order.</summary>
    public IReadOnlyList<Moment> Timeline { get; init; } = [];
}
