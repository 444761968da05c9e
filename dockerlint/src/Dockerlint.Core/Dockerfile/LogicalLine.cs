using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>One instruction's lines joined; the buffer is reused for every instruction of a file.</summary>
internal sealed class LogicalLine
{
    /// <summary>A buffer that one long instruction has blown up is not kept for the next file.</summary>
    private const int MaxKept = 1 << 14;

    [ThreadStatic]
    private static LogicalLine? _s_spare;

    private readonly List<LogicalText.Segment> _segments = [];
    private InstructionWords? _words;
    private InstructionFlags? _flags;
    private ExecFormReader? _execForms;
    private char[] _buffer = new char[256];
    private string _content = string.Empty;

    private LogicalLine()
    {
    }

    public int Length { get; private set; }

    public InstructionWords Words => _words ??= new InstructionWords(this);

    public InstructionFlags Flags => _flags ??= new InstructionFlags(this);

    public ExecFormReader ExecForms => _execForms ??= new ExecFormReader(this);

    public char this[int index] => _buffer[index];

    public static LogicalLine Rent()
    {
        var spare = _s_spare ?? new LogicalLine();
        _s_spare = null;
        return spare;
    }

    public void Return()
    {
        Clear();
        if (_buffer.Length <= MaxKept && _segments.Capacity <= MaxKept)
        {
            _s_spare = this;
        }
    }

    public void Clear()
    {
        Length = 0;
        _content = string.Empty;
        _segments.Clear();
    }

    public void Append(string content, int start, int end)
    {
        var count = end - start;
        if (count == 0 && _segments.Count > 0)
        {
            return;
        }

        if (Length + count > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count));
        }

        _content = content;
        content.CopyTo(start, _buffer, Length, count);
        _segments.Add(new LogicalText.Segment(Length, start));
        Length += count;
    }

    public string Text(int start, int end)
    {
        if (start == end)
        {
            return string.Empty;
        }

        var segment = SegmentAt(start);
        var isOnOneLine = segment == _segments.Count - 1 || end <= _segments[segment + 1].LogicalStart;
        return isOnOneLine
            ? SharedWords.Of(_content, _segments[segment].SourceStart + (start - _segments[segment].LogicalStart), end - start)
            : new string(_buffer, start, end - start);
    }

    public bool Matches(int start, int end, string word)
    {
        if (end - start != word.Length)
        {
            return false;
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (_buffer[start + i] != word[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Compares with an upper case ASCII word.</summary>
    public bool MatchesIgnoringCase(int start, int end, string upper)
    {
        if (end - start != upper.Length)
        {
            return false;
        }

        for (var i = 0; i < upper.Length; i++)
        {
            var c = _buffer[start + i];
            if ((c is >= 'a' and <= 'z' ? c - 32 : c) != upper[i])
            {
                return false;
            }
        }

        return true;
    }

    public bool Contains(char first, char second)
    {
        var i = Array.IndexOf(_buffer, first, 0, Length);
        while (i >= 0 && i + 1 < Length)
        {
            if (_buffer[i + 1] == second)
            {
                return true;
            }

            i = Array.IndexOf(_buffer, first, i + 1, Length - i - 1);
        }

        return false;
    }

    public int IndexOf(char value, int start, int end)
    {
        var i = Array.IndexOf(_buffer, value, start, end - start);
        return i < 0 ? end : i;
    }

    public int SourceOffset(int offset)
    {
        var segment = _segments[SegmentAt(offset)];
        return segment.SourceStart + (offset - segment.LogicalStart);
    }

    public TextSpan SourceSpan(int start, int end) => end == start
        ? new TextSpan(SourceOffset(start), 0)
        : TextSpan.FromBounds(SourceOffset(start), SourceOffset(end - 1) + 1);

    public LogicalText Slice(int start, int end)
    {
        // An empty slice lies behind the character before it, not in front of a later line.
        var first = SegmentAt(start == end && start > 0 ? start - 1 : start);
        var last = end > start ? SegmentAt(end - 1) : first;
        var sourceStart = _segments[first].SourceStart + (start - _segments[first].LogicalStart);
        if (first == last)
        {
            return new LogicalText(_content, sourceStart, end - start);
        }

        var segments = new LogicalText.Segment[last - first + 1];
        segments[0] = new LogicalText.Segment(0, sourceStart);
        for (var i = 1; i < segments.Length; i++)
        {
            var segment = _segments[first + i];
            segments[i] = new LogicalText.Segment(segment.LogicalStart - start, segment.SourceStart);
        }

        return new LogicalText(_content, segments, end - start);
    }

    private int SegmentAt(int offset)
    {
        var low = 0;
        var high = _segments.Count - 1;
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

        return low;
    }
}
