using Dockerlint.Findings;
using Dockerlint.Text;

namespace Dockerlint.SignalPath;

/// <summary>How a process starts the next one of the path.</summary>
public enum StartsNext
{
    /// <summary>It is the last one.</summary>
    Nothing,

    /// <summary>Replaces itself: same process id, the signal goes to the next one.</summary>
    Execs,

    /// <summary>Stays in front and passes the stop signal on.</summary>
    ForksAndForwards,

    /// <summary>Stays in front and does not.</summary>
    ForksAndStays,

    Unknown,
}

/// <summary>What a process does with the stop signal, PID 1 or not.</summary>
public enum HandlesSignal
{
    Unknown,

    Handles,

    /// <summary>No handler: ends a process, is ignored by PID 1 (the kernel drops signals without a handler there).</summary>
    DefaultAction,

    /// <summary>The runtime's own handler ends the process, PID 1 or not; the application's code learns nothing.</summary>
    EndsAtOnce,

    /// <summary>The application's own handler ends it and drops open work.</summary>
    DropsWork,

    Ignores,
}

public enum HopKind
{
    Program,
    Init,
    Shell,
    Script,
    Wrapper,
    UserSwitch,
    PackageManager,
    DevelopmentRunner,
    Supervisor,
    Server,
    Runtime,

    /// <summary><c>sleep infinity</c>, <c>tail -f</c>: keeps a container alive and does nothing.</summary>
    Idle,

    /// <summary>Ends by itself: a stop rarely meets it.</summary>
    OneShot,

    /// <summary>A prompt for a person.</summary>
    Interactive,
}

/// <summary>One process of the way from the engine to the application.</summary>
public sealed class Hop
{
    public required HopKind Kind { get; init; }

    /// <summary>The base name: <c>node</c>, <c>tini</c>, <c>docker-entrypoint.sh</c>.</summary>
    public required string Program { get; init; }

    public required IReadOnlyList<Argument> Argv { get; init; }

    /// <summary>Where this command line stands; null when an image's own configuration, not at hand, has it.</summary>
    public SourceLocation? Source { get; init; }

    public StartsNext Starts { get; init; }

    public HandlesSignal Handles { get; init; }

    public bool ReapsChildren { get; init; }

    /// <summary>As PID 1 it does not end before what its children leave behind has: GNU make.</summary>
    public bool WaitsForOrphans { get; init; }

    /// <summary>Signals the whole process group: <c>tini -g</c>, dumb-init without <c>-c</c>.</summary>
    public bool SignalsGroup { get; init; }

    /// <summary>What becomes of the stop at a shell that stays in front; null for the others.</summary>
    public Shells.ShellStop? Stop { get; init; }

    /// <summary>Leaves a signal alone that is ignored when it starts: Python's own SIGINT handler, .NET, the JVM.</summary>
    public bool LeavesIgnored { get; init; }

    /// <summary>How long the application's own code says it may take to stop; null: it does not say.</summary>
    public Stops.Amount? Drain { get; init; }

    /// <summary>Its handler begins to close and does not wait for it.</summary>
    public bool BeginsToDrain { get; init; }

    /// <summary>A program that the application's code starts and leaves running at the stop; null: none is known.</summary>
    public Located<string>? LeftRunning { get; init; }

    /// <summary>Its runtime takes the signal and, without the application's handler, sends it to itself: <see cref="SignalRoute.OrElse"/>.</summary>
    public bool RaisesAgain { get; init; }

    /// <summary>From its signal to the next process to its SIGKILL; null: it sends none.</summary>
    public Stops.Amount? KillsAfter { get; init; }

    /// <summary>What a shell's own trap does; <see cref="TrapEffect.None"/> without one.</summary>
    public TrapEffect Trap { get; init; }

    /// <summary>Why it starts the next one that way, one clause: <c>dash never replaces itself by its last command</c>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Set when <see cref="Starts"/> rests on an assumption: <c>the base image is unknown; its /bin/sh is taken for dash</c>.</summary>
    public string? Assumption { get; init; }

    /// <summary>The shell's reading of its text, for <see cref="HopKind.Shell"/> and <see cref="HopKind.Script"/>.</summary>
    public Shells.ShellReading? Shell { get; init; }

    /// <summary>The way through the shell's text that the route follows.</summary>
    public Shells.ShellEnding? Ending { get; init; }

    /// <summary>The container fails before anything runs: the image has no such shell.</summary>
    public bool CannotStart { get; init; }

    /// <summary>What to do about the work that it drops, as a clause; null: as for any program.</summary>
    public string? Advice { get; init; }

    /// <summary>What a runtime's script starts; null: it is the application.</summary>
    public IReadOnlyList<Argument>? Started { get; init; }

    /// <summary>Facts about this hop beyond its reason.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    public string CommandLine
    {
        get
        {
            var words = new string[Argv.Count];
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = Argv[i].Text;
            }

            return string.Join(" ", words);
        }
    }
}

/// <summary>What a shell with a trap on the stop signal does to what it has started.</summary>
public enum TrapEffect
{
    None,

    /// <summary>A foreground child: the trap runs only when the child has ended by itself.</summary>
    WaitsForForegroundChild,

    /// <summary>Leaves without telling the child.</summary>
    ExitsAtOnce,

    /// <summary>Tells the child, then leaves while it drains.</summary>
    ForwardsAndLeaves,

    /// <summary>Tells the child and waits for its end.</summary>
    ForwardsAndWaits,

    /// <summary>Runs, and then the shell goes on: nothing ends it.</summary>
    GoesOn,

    /// <summary><c>trap '' TERM</c>: the shell and its children ignore the signal.</summary>
    Ignores,

    /// <summary>Runs commands whose effect is unknown.</summary>
    Unknown,
}
