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

    public static readonly Amount Nothing = new(0, "not set", null, IsDefault: true);
}
