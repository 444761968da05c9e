using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

/// <summary>What a shell does with its text: every way it can end, and what it leaves running beside.</summary>
public sealed record ShellReading(IReadOnlyList<ShellEnding> Endings, IReadOnlyList<StartedProcess> Background, IReadOnlyList<TrapCommand> Traps)
{
    /// <summary>The text, with the grammar of bash.</summary>
    public ShellScript? Script { get; init; }

    /// <summary>Steps before the main program that take long enough for a stop to fall into them: a wait for another service, a migration.</summary>
    public SourceLocation? SlowStep { get; init; }

    /// <summary>Some ways through the text were not followed to their end.</summary>
    public bool IsPartial { get; init; }

    /// <summary>There was no end to the ways: which of them the script takes is not known.</summary>
    public bool IsCut { get; init; }

    /// <summary>What <c>.</c> or <c>source</c> names and is not at hand, as written: commands may be functions of it.</summary>
    public string? UnreadLibrary { get; init; }
}

public enum EndingKind
{
    /// <summary>Nothing in front when the text is done: the shell ends.</summary>
    EndsByItself,

    /// <summary>The shell is replaced by <see cref="ShellEnding.Command"/>.</summary>
    Execs,

    /// <summary>The shell waits for a foreground command.</summary>
    Stays,

    /// <summary>Whether the shell stays depends on which shell it is.</summary>
    DependsOnShell,

    /// <summary><c>wait</c> for what was started in the background.</summary>
    WaitsForBackground,

    /// <summary>An endless loop of the shell's own.</summary>
    Loops,

    /// <summary>A prompt.</summary>
    Interactive,
}

/// <param name="Command">What is in front, expanded as far as known; for <see cref="EndingKind.WaitsForBackground"/> the last one started.</param>
/// <param name="Location">Of that command.</param>
/// <param name="Reason">Why the shell stays, one clause.</param>
public sealed record ShellEnding(EndingKind Kind, IReadOnlyList<Argument> Command, SourceLocation? Location, string Reason)
{
    /// <summary>What a stop becomes that meets the shell here; null where the shell does not stay, or the stop signal is not known.</summary>
    public ShellStop? Stop { get; init; }

    /// <summary>Where the command starts, absolute or from the working directory; null: there.</summary>
    public string? Folder { get; init; }

    /// <summary>The trap on the stop signal that exec throws away.</summary>
    public TrapCommand? LostTrap { get; init; }

    /// <summary>Signals that the command ignores when it starts.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    public bool IsExplicitExec { get; init; }

    /// <summary>The program that the shell is kept by while others run in the background (<c>tail -f</c>); null: <c>wait</c>.</summary>
    public string? Keeper { get; init; }

    /// <summary>By <c>exit</c> behind its program: a step that has failed, or a mode of its own.</summary>
    public bool IsByExit { get; init; }

    /// <summary>The command is the arguments the script was called with (<c>"$@"</c>).</summary>
    public bool RunsArguments { get; init; }

    public CommandShape Shape { get; init; }

    /// <summary>The base name of what is run; empty when that is nothing.</summary>
    public string Program => Command.Count == 0 ? "" : ProgramName.Of(Command[0].Value ?? Command[0].Text);
}

/// <summary>A process started beside the main program.</summary>
public sealed record StartedProcess(IReadOnlyList<Argument> Command, SourceLocation? Location, CommandWeight Weight)
{
    /// <summary>Where it starts, absolute or from the working directory; null: there.</summary>
    public string? Folder { get; init; }

    /// <summary>For messages; a loop or compound command has no single program.</summary>
    public string Program => Command.Count == 0 ? "a loop"
        : Command is [{ Value: "service" or "rc-service" }, { Value: { } service }, ..] ? service
        : ProgramName.Of(Command[0].Value ?? Command[0].Text);
}

/// <summary><c>trap action signals</c>.</summary>
public sealed record TrapCommand(string? Action, IReadOnlyList<string> SignalNames, SourceLocation? Location)
{
    /// <summary>A name that this shell does not know, where it stopped reading: dash's <c>SIGTERM</c>.</summary>
    public string? Refused { get; init; }

    /// <param name="signal">Canonical, or <c>EXIT</c>.</param>
    public bool Catches(string signal)
    {
        for (var i = 0; i < SignalNames.Count; i++)
        {
            if (signal == "EXIT" ? SignalNames[i].ToUpperInvariant() is "EXIT" or "0" : Signals.Canonical(SignalNames[i]) == signal)
            {
                return true;
            }
        }

        return false;
    }
}
