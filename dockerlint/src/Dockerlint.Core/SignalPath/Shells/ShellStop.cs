using Dockerlint.Stops;

namespace Dockerlint.SignalPath.Shells;

/// <summary>What a program does with a signal that it gets while it is not PID 1.</summary>
public enum ReactionKind
{
    Unknown,
    Drains,

    /// <summary>No handler: the signal ends it.</summary>
    Ends,

    /// <summary>Ends, and its work is lost.</summary>
    Quits,

    /// <summary>Ignores it.</summary>
    Stays,
}

public sealed record Reaction(ReactionKind Kind, string Reason);

/// <summary>The stop that a shell's text is read for.</summary>
/// <param name="Signal">Canonical; null where a variable decides.</param>
/// <param name="IsPid1">The kernel drops signals for which this shell has no handler.</param>
/// <param name="ReachesGroup">An init in front signals the whole process group.</param>
/// <param name="React">What a process started by the shell does with a signal, given the signals that are ignored when it starts.</param>
public sealed record ShellStopInput(
    string? Signal, bool IsPid1, bool ReachesGroup, IReadOnlyList<string> Ignored,
    Func<StartedProcess, string, IReadOnlyList<string>, Reaction> React)
{
    /// <summary>From the signal to SIGKILL; null: not known.</summary>
    public double? GraceSeconds { get; init; }
}

/// <summary>What becomes of the application behind a shell that stays in front of it.</summary>
/// <param name="Signal">What the shell passes on; null: nothing.</param>
public sealed record ShellStop(Verdict Verdict, string Reason, TrapEffect Trap, string? Signal)
{
    /// <summary>It ends in its trap, before the text that follows the place of the stop.</summary>
    public bool LeavesInTrap { get; init; }

    /// <summary>What stands in front of the shell, beside the application, and holds its trap up: <c>tail</c>; null: nothing does.</summary>
    public string? Keeper { get; init; }

    /// <summary>The trap runs so much later, at most: a sleep in front in the loop where the shell waits; null: at once.</summary>
    public Amount? Held { get; init; }
}
