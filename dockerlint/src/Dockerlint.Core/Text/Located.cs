namespace Dockerlint.Text;

/// <summary>A value together with the place that wrote it.</summary>
public sealed record Located<T>(T Value, SourceLocation Location);
