namespace Dockerlint.SignalPath.Programs;

/// <summary>What a program whose job is to start another one does with the signal.</summary>
/// <param name="Next">Index of the started command's first word; the length of argv when there is none.</param>
public sealed record Launch(HopKind Kind, StartsNext Starts, int Next, string Reason)
{
    public HandlesSignal Handles { get; init; } = HandlesSignal.Handles;

    public bool Reaps { get; init; }

    public bool SignalsGroup { get; init; }

    /// <summary>The command is one text for a shell: <c>su -c TEXT</c>.</summary>
    public bool TakesShellText { get; init; }
}
