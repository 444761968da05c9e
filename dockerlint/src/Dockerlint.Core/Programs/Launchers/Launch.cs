namespace Dockerlint.Programs.Launchers;

public enum LaunchKind
{
    Wrapper,

    Init,

    UserSwitch,
}

/// <summary>How a launcher starts the next program.</summary>
public enum LaunchManner
{
    /// <summary>Replaces itself.</summary>
    Execs,

    /// <summary>Stays in front and passes the stop signal on.</summary>
    Forwards,

    /// <summary>Stays in front and does not.</summary>
    Stays,

    Unknown,
}

/// <summary>What a program whose job is to start another one does with the signal.</summary>
/// <param name="Next">Index of the started command's first word; the length of argv when there is none.</param>
public sealed record Launch(LaunchKind Kind, LaunchManner Starts, int Next, string Reason)
{
    /// <summary>What the launcher itself does with the stop signal is not known.</summary>
    public bool HandlingIsUnknown { get; init; }

    /// <summary>Where it forwards: the signals it has a handler for, measured; null: all that can be caught.</summary>
    public IReadOnlyList<string>? PassesOn { get; init; }

    public bool Reaps { get; init; }

    public bool SignalsGroup { get; init; }

    /// <summary>The command is one text for a shell: <c>su -c TEXT</c>.</summary>
    public bool TakesShellText { get; init; }
}
