using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Programs;

/// <summary>One program: how it is called, what each signal does to it, how long it drains, and where that is known from.</summary>
/// <param name="Names">Separated by spaces; the first one is the name in the documentation.</param>
/// <param name="Source">Where its documentation says so.</param>
public sealed record KnownProgram(string Names, string Source)
{
    /// <summary>What the program does with the signals, as its own process and called without options.</summary>
    public required SignalEffects On { get; init; }

    /// <summary>What options or settings make of <see cref="On"/>: <c>uwsgi --die-on-term</c>.</summary>
    public Func<ProgramCall, SignalEffects>? OnCall { get; init; }

    /// <summary>
    /// It has children that end at a signal meant for their parent, so one to the whole process group (dumb-init, <c>tini -g</c>) cuts their work.
    /// </summary>
    public Func<ProgramCall, bool>? GroupSignalCuts { get; init; }

    /// <summary>Why <see cref="On"/> is not what the measured matrix (docs/programs.tsv) shows, by signal.</summary>
    public IReadOnlyDictionary<string, string> Differences { get; init; } = EmptyMap.Of<string>();

    /// <summary>A runtime's own reading (the application's handlers) comes before <see cref="On"/>.</summary>
    public bool IsRuntime { get; init; }

    /// <summary>What to do where no signal makes it drain, as a clause; null: the draining signals say it.</summary>
    public string? Advice { get; init; }

    /// <summary>What a call that is no run of the server is: <c>nginx -t</c>, <c>caddy start</c>; null: it is one.</summary>
    public Func<IReadOnlyList<Argument>, CommandWeight?>? WeightOf { get; init; }

    /// <summary>What <see cref="WeightOf"/> takes for a daemon stays in front where its configuration says so: <c>daemon off;</c>.</summary>
    public bool ConfigurationMayKeepInFront { get; init; }

    /// <summary>From the draining signal to the program's own end; null: the program says nothing about it.</summary>
    public Func<ProgramCall, Amount?>? Drain { get; init; }

    /// <summary>What a command of this program asks the running server to do; null: nothing that ends it.</summary>
    public Func<IReadOnlyList<string?>, StopRequest?>? StopsBy { get; init; }

    public IReadOnlyList<OfficialImage> Images { get; init; } = [];

    public string Name => AllNames[0];

    public IReadOnlyList<string> AllNames => Names.Split(' ');

    public SignalEffects EffectsOf(ProgramCall call) => OnCall?.Invoke(call) ?? On;
}

/// <summary>A command that tells a running server to stop, and returns.</summary>
/// <param name="DropsWork">Open work is dropped.</param>
/// <param name="IsRequest">A request of the program's own rather than a signal sent: <c>nginx -s quit</c>.</param>
public sealed record StopRequest(bool DropsWork, bool IsRequest);
