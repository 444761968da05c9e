namespace Dockerlint.Stops;

/// <summary>What a stop does to the application; prediction and measurement use the same words.</summary>
public enum Verdict
{
    /// <summary>Not enough is known; a rule stays silent or says what is unknown.</summary>
    Unknown,

    /// <summary>The application learns of the stop and its handler runs to the end.</summary>
    Graceful,

    /// <summary>Told, but it has no handler and is not PID 1: the signal's default action ends it at once (exit 128 + signal).</summary>
    EndedByDefault,

    /// <summary>Gone at once, and the handler it has never ran: an init over a forking shell, a trap that exits.</summary>
    NeverTold,

    /// <summary>The handler began and was cut off: group signals, a single <c>wait</c>, a timeout shorter than the drain.</summary>
    CutShort,

    /// <summary>Nothing ends the container: SIGKILL at the end of the grace, exit 137.</summary>
    KilledAfterGrace,

    /// <summary>The container never runs: no such program (127), not executable (126), no shell in the image.</summary>
    FailsToStart,
}
