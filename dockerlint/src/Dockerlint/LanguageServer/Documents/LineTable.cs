using System.Runtime.CompilerServices;
using System.Text;
using Dockerlint.Text;

namespace Dockerlint.Cli.LanguageServer.Documents;

/// <summary>A position of the protocol: both from 0; what a character is, the two sides have agreed on.</summary>
internal readonly record struct Position(int Line, int Character);

/// <summary>Where the lines of a text begin, as the protocol counts them: after CR LF, LF or CR.</summary>
internal sealed class LineTable
{
    private static readonly ConditionalWeakTable<SourceText, LineTable> _tables = new();

    private readonly string _text;
    private readonly List<int> _starts = [0];

    public LineTable(string text)
    {
        _text = text;
        for (var i = text.AsSpan().IndexOfAny('\r', '\n'); i >= 0;)
        {
            i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 2 : 1;
            _starts.Add(i);
            var next = text.AsSpan(i).IndexOfAny('\r', '\n');
            i = next < 0 ? -1 : i + next;
        }
    }

    public static LineTable Of(SourceText source) => _tables.GetValue(source, static source => new LineTable(source.Content));

    /// <summary>A place outside of the text is taken for the nearest one inside.</summary>
    public int OffsetAt(Position position, bool isUtf8)
    {
        if (position.Line < 0)
        {
            return 0;
        }

        if (position.Line >= _starts.Count)
        {
            return _text.Length;
        }

        return _starts[position.Line] + OffsetIn(Line(position.Line), position.Character, isUtf8);
    }

    /// <param name="line">With or without its end, behind which no place is.</param>
    public static int OffsetIn(ReadOnlySpan<char> line, int character, bool isUtf8)
    {
        line = line.TrimEnd("\r\n");
        if (!isUtf8)
        {
            return Math.Clamp(character, 0, line.Length);
        }

        var bytes = 0;
        var offset = 0;
        while (offset < line.Length && bytes < character)
        {
            Rune.DecodeFromUtf16(line[offset..], out var rune, out var units);
            bytes += rune.Utf8SequenceLength;
            offset += units;
        }

        return offset;
    }

    public Position PositionAt(int offset, bool isUtf8)
    {
        offset = Math.Clamp(offset, 0, _text.Length);
        var line = _starts.BinarySearch(offset);
        line = line < 0 ? ~line - 1 : line;
        var before = _text.AsSpan(_starts[line], offset - _starts[line]);
        return new Position(line, isUtf8 ? Encoding.UTF8.GetByteCount(before) : before.Length);
    }

    /// <summary>Each with its end; behind the last end a last one, which may be empty.</summary>
    public List<string> Lines()
    {
        var lines = new List<string>(_starts.Count);
        for (var i = 0; i < _starts.Count; i++)
        {
            lines.Add(Line(i).ToString());
        }

        return lines;
    }

    private ReadOnlySpan<char> Line(int line) =>
        _text.AsSpan(_starts[line]..(line + 1 < _starts.Count ? _starts[line + 1] : _text.Length));
}
