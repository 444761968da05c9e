namespace Dockerlint.Text;

/// <summary>One file's text with its path and line index; immutable.</summary>
public sealed class SourceText
{
    private int[]? _lineStarts;

    private readonly Func<TextSpan, SourceLocation>? _origin;

    public SourceText(string path, string content)
    {
        Path = path;
        Content = content;
    }

    /// <summary>A text that is written inside another one.</summary>
    /// <param name="origin">Where a part of it stands there; the whole of it where that cannot be told exactly.</param>
    public SourceText(string path, string content, Func<TextSpan, SourceLocation> origin)
        : this(path, content) => _origin = origin;

    /// <summary>As given by the user, relative to the working directory where possible, with <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>Without a byte order mark; line ends as in the file.</summary>
    public string Content { get; }

    /// <summary>A text out of an image: it can be pointed at, and nothing can be written into it.</summary>
    public bool IsOfImage { get; init; }

    public int LineCount => LineStarts.Length;

    private int[] LineStarts => _lineStarts ??= FindLineStarts(Content);

    public LinePosition PositionAt(int offset)
    {
        var starts = LineStarts;
        var index = Array.BinarySearch(starts, Math.Max(0, Math.Min(offset, Content.Length)));
        if (index < 0)
        {
            index = ~index - 1;
        }

        return new LinePosition(index + 1, Math.Max(0, Math.Min(offset, Content.Length)) - starts[index] + 1);
    }

    /// <summary>The line without its line end; <paramref name="line"/> is 1-based.</summary>
    public TextSpan LineSpan(int line)
    {
        var starts = LineStarts;
        var start = starts[line - 1];
        var end = line < starts.Length ? starts[line] : Content.Length;
        while (end > start && Content[end - 1] is '\n' or '\r')
        {
            end--;
        }

        return TextSpan.FromBounds(start, end);
    }

    public string Slice(TextSpan span) => Content.Substring(span.Start, span.Length);

    /// <summary>Where this part stands: here, or in the text that this one is written in.</summary>
    public SourceLocation At(TextSpan span) => _origin is null ? new SourceLocation(this, span) : _origin(span);

    /// <summary>The same where the place holds these very characters, so that an edit there is one here; null elsewhere.</summary>
    public SourceLocation? ExactlyAt(TextSpan span) =>
        At(span) is var location && location.Span.Length == span.Length
            && string.CompareOrdinal(location.Source.Content, location.Span.Start, Content, span.Start, span.Length) == 0
            ? location
            : null;

    /// <summary>The whole of a 1-based line as a location.</summary>
    public SourceLocation AtLine(int line) => At(LineSpan(line));

    private static int[] FindLineStarts(string content)
    {
        var count = 1;
        for (var i = content.IndexOf('\n'); i >= 0; i = content.IndexOf('\n', i + 1))
        {
            count++;
        }

        var starts = new int[count];
        var next = 1;
        for (var i = content.IndexOf('\n'); i >= 0; i = content.IndexOf('\n', i + 1))
        {
            starts[next++] = i + 1;
        }

        return starts;
    }
}
