using Dockerlint.Text;

namespace Dockerlint.Compose;

public enum GraceState
{
    Valid,

    /// <summary>A variable without value or default.</summary>
    Unknown,

    /// <summary>Compose refuses the file.</summary>
    Invalid,
}

/// <summary>A <c>stop_grace_period</c> and what the engine gets of it.</summary>
public sealed class ComposeGracePeriod
{
    public required SourceLocation Location { get; init; }

    /// <summary>After interpolation.</summary>
    public required string Text { get; init; }

    public required GraceState State { get; init; }

    /// <summary>What was written, before truncation; null unless valid.</summary>
    public double? WrittenSeconds { get; init; }

    /// <summary>Whole seconds as the engine gets them, the fraction cut off; below 0 it waits forever. Null unless valid.</summary>
    public long? Seconds { get; init; }

    public bool WaitsForever => Seconds < 0;

    /// <summary>Why it is invalid, in words; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>What was probably meant where that is plain (<c>30s</c> for <c>30</c>); null otherwise.</summary>
    public string? Suggestion { get; init; }

    public string? UnresolvedVariable { get; init; }
}
