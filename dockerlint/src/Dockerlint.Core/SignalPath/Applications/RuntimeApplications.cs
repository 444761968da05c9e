using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Programs;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>What a runtime's program does with the stop signal, from its source where it is at hand.</summary>
public sealed record RuntimeApplication(HandlesSignal Handles, string Reason)
{
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    public bool Reaps { get; init; }

    /// <summary>Leaves a signal alone that is ignored when it starts.</summary>
    public bool LeavesIgnored { get; init; }

    /// <summary>How long its code says it may take to stop; null: it does not say.</summary>
    public Amount? Drain { get; init; }

    /// <summary>Its handler begins to close and does not wait for it.</summary>
    public bool BeginsToDrain { get; init; }

    /// <summary>Takes the signal, finds no handler of the application's, and sends it to itself again, now with the default action.</summary>
    public bool RaisesAgain { get; init; }

    /// <summary>The program that the script is there to start; null: none, or it is not written out.</summary>
    public StartedProgram? Starts { get; init; }

    /// <summary>A program that its code starts and leaves running at the stop.</summary>
    public Located<string>? LeftRunning { get; init; }

    /// <summary>The image lacks what it needs to start.</summary>
    public bool CannotStart { get; init; }

    /// <summary>What to do about dropped work, as a clause; null: as for any program.</summary>
    public string? Advice { get; init; }

    /// <summary>What the answer rests on, where the files alone do not decide.</summary>
    public string? Assumption { get; init; }
}

/// <summary>Runtimes by name; null for a program that is none.</summary>
public static class RuntimeApplications
{
    public static RuntimeApplication? Inspect(
        string name, IReadOnlyList<Argument> argv, Container container, ApplicationSources sources) => name switch
    {
        "java" when container.StopSignal.Name == "SIGTERM" && SpringBoot.Inspect(argv, container) is { } immediate => immediate,
        "java" or "catalina.sh" => new RuntimeApplication(HandlesOf(container, [.. ProgramCatalog.Find(name)!.On.Draining]),
            "the JVM handles the signal and runs its shutdown hooks")
        {
            // hotspot, PosixSignals: a shutdown signal that is ignored stays so.
            LeavesIgnored = true,
        },
        "ts-node" or "ts-node-script" or "ts-node-transpile-only" => NodeApplication.Inspect(argv, container, sources.JavaScript),
        "bun" => NodeApplication.Inspect(argv, container, sources.JavaScript, argv.HasWord("run") ? 2 : 1),
        "php" => PhpApplication.Inspect(argv, container),
        "ruby" => RubyApplication.Inspect(argv, container),
        "node" or "nodejs" => NodeApplication.Inspect(argv, container, sources.JavaScript),
        "dotnet" => DotNetHost.Inspect(argv, container, sources.DotNet),
        "perl" => new RuntimeApplication(HandlesSignal.Unknown, "perl installs no handler of its own; the script is not looked at"),
        "deno" => DenoApplication.Inspect(argv, container),
        "mix" when argv.HasWord("phx.server") || argv.HasWord("--no-halt") => Beam(container),
        "erl" or "elixir" or "mix" =>
            new RuntimeApplication(HandlesSignal.Unknown, $"whether the {name} program handles the signal is not known"),
        _ when ProgramName.IsVersionOf(name, "python") => PythonApplication.Inspect(argv, container),
        "manage.py" when argv.HasWord("runserver") => PythonApplication.Inspect([argv[0], .. argv], container),
        _ => DotNetHost.InspectExecutable(argv[0].Value ?? name, container, sources.DotNet)
            ?? (argv[0].Value is { } program ? BuiltProgram.Inspect(program, container) ?? GoBinary.Inspect(program, container) : null)
            ?? PythonScripts.Inspect(name, argv, container),
    };

    /// <summary>
    /// Measured with OTP 24 as PID 1 and behind tini; erl_signal_handler: SIGTERM is init:stop(), SIGQUIT, SIGINT and SIGUSR1 halt.
    /// </summary>
    private static RuntimeApplication Beam(Container container) => container.StopSignal.Name switch
    {
        "SIGTERM" => new RuntimeApplication(HandlesSignal.Handles, "the BEAM stops its applications in order (init:stop)"),
        "SIGINT" or "SIGQUIT" or "SIGUSR1" => new RuntimeApplication(HandlesSignal.DropsWork,
            $"the BEAM halts at once on {container.StopSignal.Name} and stops no application"),
        null => new RuntimeApplication(HandlesSignal.Unknown, "what the BEAM does on the stop signal is not known"),
        _ => new RuntimeApplication(HandlesSignal.DefaultAction, $"the BEAM has no handler for {container.StopSignal.Name}"),
    };

    internal static HandlesSignal HandlesOf(Container container, params string[] signals) => container.StopSignal.Name is not { } signal
        ? HandlesSignal.Unknown
        : Array.IndexOf(signals, signal) >= 0 ? HandlesSignal.Handles : HandlesSignal.DefaultAction;
}
