namespace Dockerlint.Text;

/// <summary>A span in a file: what a finding or a link of an evidence chain points at.</summary>
public readonly record struct SourceLocation(SourceText Source, TextSpan Span)
{
    public string Path => Source.Path;

    public LinePosition Start => Source.PositionAt(Span.Start);

    public LinePosition End => Source.PositionAt(Span.End);

    public int Line => Start.Line;

    public override string ToString() => $"{Path}:{Line}";
}
