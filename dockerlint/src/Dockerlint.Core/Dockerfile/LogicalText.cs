using System.Text;
using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>Text joined from continuation lines, with the way back to the file.</summary>
public sealed class LogicalText
{
    /// <summary>Beyond, a text that is asked for words is joined once.</summary>
    private const int FewLines = 64;

    private static readonly Segment[] _oneSegment = [];

    private readonly Segment[] _segments;
    private readonly string _content;
    private readonly int _sourceStart;
    private string? _value;

    /// <summary>Text of several lines; it is joined when somebody asks for it, which for most instructions nobody does.</summary>
    /// <param name="content">The file's.</param>
    /// <param name="segments">In order; each says which file offset its first character came from.</param>
    internal LogicalText(string content, Segment[] segments, int length)
    {
        _content = content;
        _segments = segments;
        Length = length;
    }

    /// <summary>Text that stands in the file as it is.</summary>
    internal LogicalText(string content, int sourceStart, int length)
    {
        _content = content;
        _segments = _oneSegment;
        _sourceStart = sourceStart;
        Length = length;
    }

    public string Value => _value ??= _segments.Length == 0 ? SharedWords.Of(_content, _sourceStart, Length) : Joined();

    public int Length { get; }

    /// <summary>Whether <see cref="Value"/> has the word, which is not made for that.</summary>
    public bool Contains(string word)
    {
        if (_value is not null || _segments.Length > FewLines)
        {
            return Value.Contains(word);
        }

        if (_segments.Length == 0)
        {
            return _content.IndexOf(word, _sourceStart, Length, StringComparison.Ordinal) >= 0;
        }

        for (var i = 0; i < _segments.Length; i++)
        {
            if (_content.IndexOf(word, _segments[i].SourceStart, EndOf(i) - _segments[i].LogicalStart, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return IsAcrossLines(word);
    }

    /// <summary>False: wherever <see cref="Value"/> has the word, another stands before it on the same line, so that no command begins so.</summary>
    public bool MayBegin(string word)
    {
        for (var i = 0; i < Math.Max(_segments.Length, 1); i++)
        {
            var start = _segments.Length == 0 ? _sourceStart : _segments[i].SourceStart;
            var end = start + (_segments.Length == 0 ? Length : EndOf(i) - _segments[i].LogicalStart);
            for (var at = start; (at = _content.IndexOf(word, at, end - at, StringComparison.Ordinal)) >= 0; at++)
            {
                var before = at;
                while (before > start && _content[before - 1] is ' ' or '\t')
                {
                    before--;
                }

                if (before == start || _content[before - 1] is '&' or '|' or ';' or '\n' or '\r')
                {
                    return true;
                }
            }
        }

        return _segments.Length > FewLines || IsAcrossLines(word);
    }

    /// <summary>The file offset of a character of <see cref="Value"/>; the end maps behind the last character.</summary>
    public int SourceOffset(int offset)
    {
        if (_segments.Length == 0)
        {
            return _sourceStart + offset;
        }

        var low = 0;
        var high = _segments.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_segments[middle].LogicalStart <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return _segments[low].SourceStart + (offset - _segments[low].LogicalStart);
    }

    /// <summary>The file span that a range of <see cref="Value"/> came from.</summary>
    public TextSpan SourceSpan(int start, int length) => length == 0
        ? new TextSpan(SourceOffset(start), 0)
        : TextSpan.FromBounds(SourceOffset(start), SourceOffset(start + length - 1) + 1);

    public TextSpan WholeSpan => SourceSpan(0, Length);

    private string Joined()
    {
        var text = new StringBuilder(Length);
        for (var i = 0; i < _segments.Length; i++)
        {
            text.Append(_content, _segments[i].SourceStart, EndOf(i) - _segments[i].LogicalStart);
        }

        return text.ToString();
    }

    private int EndOf(int segment) => segment + 1 < _segments.Length ? _segments[segment + 1].LogicalStart : Length;

    private bool IsAcrossLines(string word)
    {
        for (var i = 1; i < _segments.Length; i++)
        {
            var line = _segments[i].LogicalStart;
            for (var start = Math.Max(0, line - word.Length + 1); start < line && start + word.Length <= Length; start++)
            {
                if (IsAt(start, word))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsAt(int start, string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (_content[SourceOffset(start + i)] != word[i])
            {
                return false;
            }
        }

        return true;
    }

    public readonly record struct Segment(int LogicalStart, int SourceStart);
}
