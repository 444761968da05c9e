namespace Dockerlint.Programs;

/// <summary>What a signal does to a program.</summary>
public enum SignalEffect
{
    /// <summary>No handler: the kernel's own action, which PID 1 is spared.</summary>
    Default,

    /// <summary>Finishes its open work and ends.</summary>
    Drains,

    /// <summary>Ends by its own handler, open work dropped.</summary>
    Quits,

    /// <summary>Ends when its clients have left, however long that takes.</summary>
    Waits,

    /// <summary>Its handler does something else: reads the configuration or opens the logs anew.</summary>
    Reloads,

    /// <summary>Nothing happens.</summary>
    Ignores,

    /// <summary>Depends on a setting that is not at hand.</summary>
    Unknown,
}

/// <summary>The six signals people stop or signal programs with; any other has the default action.</summary>
public sealed record SignalEffects
{
    public static readonly IReadOnlyList<string> Signals = ["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGWINCH", "SIGUSR1"];

    public SignalEffect Term { get; init; }

    public SignalEffect Int { get; init; }

    public SignalEffect Quit { get; init; }

    public SignalEffect Hup { get; init; }

    public SignalEffect Winch { get; init; }

    public SignalEffect Usr1 { get; init; }

    /// <summary>The signals that end the program in order.</summary>
    public IReadOnlyList<string> Draining => [.. Signals.Where(signal => Of(signal) == SignalEffect.Drains)];

    /// <param name="signal">The canonical name: <c>SIGTERM</c>.</param>
    public SignalEffect Of(string signal) => signal switch
    {
        "SIGTERM" => Term,
        "SIGINT" => Int,
        "SIGQUIT" => Quit,
        "SIGHUP" => Hup,
        "SIGWINCH" => Winch,
        "SIGUSR1" => Usr1,
        _ => SignalEffect.Default,
    };
}
