namespace Dockerlint.Cli.LanguageServer.Documents;

/// <summary>A text that one message changes at many places: a change costs its own lines, not all of the text.</summary>
internal sealed class EditedLines(string text)
{
    private readonly List<string> _lines = new LineTable(text).Lines();

    /// <summary>A place outside of the text is taken for the nearest one inside.</summary>
    public void Replace(Position start, Position end, string text, bool isUtf8)
    {
        var (from, to) = (PlaceOf(start, isUtf8), PlaceOf(end, isUtf8));
        if (to.CompareTo(from) < 0)
        {
            (from, to) = (to, from);
        }

        var first = from.Line;
        var before = _lines[first][..from.Offset];
        // A line feed behind it makes one line end of two.
        if (before.Length == 0 && first > 0 && _lines[first - 1].EndsWith('\r'))
        {
            before = _lines[--first];
        }

        var lines = new LineTable(string.Concat(before, text, _lines[to.Line].AsSpan(to.Offset))).Lines();
        if (to.Line < _lines.Count - 1)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        _lines.RemoveRange(first, to.Line - first + 1);
        _lines.InsertRange(first, lines);
    }

    public override string ToString() => string.Concat(_lines);

    private (int Line, int Offset) PlaceOf(Position position, bool isUtf8) => position.Line < 0 ? (0, 0)
        : position.Line >= _lines.Count ? (_lines.Count - 1, _lines[^1].Length)
        : (position.Line, LineTable.OffsetIn(_lines[position.Line], position.Character, isUtf8));
}
