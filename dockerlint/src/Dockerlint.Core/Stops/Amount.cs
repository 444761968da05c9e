using Dockerlint.Text;

namespace Dockerlint.Stops;

/// <summary>A number of seconds and who says so; "not set: default" is a source too.</summary>
/// <param name="Seconds">Null: not known.</param>
/// <param name="Source">For messages: <c>stop_grace_period</c>, <c>engine default</c>, <c>HostOptions.ShutdownTimeout</c>.</param>
/// <param name="IsDefault">Nobody wrote it.</param>
public sealed record Amount(double? Seconds, string Source, SourceLocation? Location, bool IsDefault)
{
    /// <summary>The seconds are a lower bound: something of unknown length comes on top.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>What in the source uses this time: the places that wait, or what makes a default be used to its end.</summary>
    public IReadOnlyList<Located<string>> Uses { get; init; } = [];

    /// <summary>The seconds are those of its uses, one after the other.</summary>
    public bool IsOfSteps { get; init; }

    /// <summary>Somebody wrote it, or wrote what uses it.</summary>
    public bool IsWritten => !IsDefault || Uses.Count > 0;

    public static readonly Amount Nothing = new(0, "not set", null, IsDefault: true);
}
