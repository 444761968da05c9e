using System.Text;

namespace Dockerlint.Shell;

/// <summary>Here-documents wait from their operator to the end of that line, then their bodies follow in order.</summary>
internal sealed class HereDocumentReader(ShellCursor cursor)
{
    private readonly List<Pending> _pending = [];
    private int _substitutions;

    /// <summary>To be called once the redirection stands in its list: the body is put there later.</summary>
    public void Expect(List<Redirection> redirections, string rawDelimiter, bool stripsTabs)
    {
        var delimiter = WithoutQuotes(rawDelimiter);
        _pending.Add(new Pending(redirections, redirections.Count - 1, delimiter, stripsTabs,
            !string.Equals(delimiter, rawDelimiter, StringComparison.Ordinal)));
    }

    public void EnterSubstitution() => _substitutions++;

    public void LeaveSubstitution() => _substitutions--;

    /// <summary>Over one line end and the bodies that were waiting for it.</summary>
    public void ReadNewline()
    {
        cursor.Position++;
        if (_pending.Count > 0)
        {
            ReadBodies();
        }
    }

    /// <summary>At the end of the text or of a line: a missing end of a here-document is accepted by every shell.</summary>
    public void ReadBodies()
    {
        for (var i = 0; i < _pending.Count; i++)
        {
            var pending = _pending[i];
            pending.Redirections[pending.Index] = pending.Redirections[pending.Index] with { HereDocument = ReadBody(pending) };
        }

        _pending.Clear();
    }

    private string ReadBody(Pending pending)
    {
        var start = cursor.Position;
        var isJoined = false;
        var stripped = pending.StripsTabs ? new StringBuilder() : null;
        while (!cursor.IsAtEnd)
        {
            var line = cursor.Position;
            var next = cursor.Text.IndexOf('\n', line, cursor.End - line);
            var end = next < 0 ? cursor.End : next;
            next = next < 0 ? cursor.End : next + 1;
            var content = line;
            while (pending.StripsTabs && content < end && cursor.Text[content] is '\t')
            {
                content++;
            }

            if (!isJoined && DelimiterLength(pending.Delimiter, content, end) is >= 0 and int length)
            {
                var isWholeLine = content + length >= end || cursor.IsCarriageReturnAt(content + length);
                cursor.Position = isWholeLine ? next : content + length;
                return stripped?.ToString() ?? cursor.Slice(start, line);
            }

            stripped?.Append(cursor.Text, content, next - content);
            isJoined = !pending.IsQuoted && EndsInBackslash(content, end);
            cursor.Position = next;
        }

        return stripped?.ToString() ?? cursor.Slice(start, cursor.End);
    }

    /// <summary>-1 where this line is no delimiter. In <c>$(…)</c> bash takes <c>EOF)</c> too.</summary>
    private int DelimiterLength(string delimiter, int start, int end)
    {
        if (end - start < delimiter.Length || string.CompareOrdinal(cursor.Text, start, delimiter, 0, delimiter.Length) != 0)
        {
            return -1;
        }

        var rest = start + delimiter.Length;
        var isEnd = rest == end || (rest == end - 1 && cursor.Text[rest] is '\r')
            || (_substitutions > 0 && cursor.IsBash && cursor.Text.IndexOf(')', rest, end - rest) >= 0);
        return isEnd ? delimiter.Length : -1;
    }

    private bool EndsInBackslash(int start, int end)
    {
        var count = 0;
        while (end - count > start && cursor.Text[end - count - 1] is '\\')
        {
            count++;
        }

        return count % 2 == 1;
    }

    private static string WithoutQuotes(string raw)
    {
        if (raw.IndexOf('\\') < 0 && raw.IndexOf('"') < 0 && raw.IndexOf('\'') < 0)
        {
            return raw;
        }

        var builder = new StringBuilder(raw.Length);
        var quote = '\0';
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c is '\\' && quote is not '\'' && i + 1 < raw.Length)
            {
                builder.Append(raw[++i]);
            }
            else if (quote == c)
            {
                quote = '\0';
            }
            else if (quote is '\0' && c is '"' or '\'')
            {
                quote = c;
            }
            else
            {
                builder.Append(c);
            }
        }

        return builder.ToString();
    }

    private sealed record Pending(List<Redirection> Redirections, int Index, string Delimiter, bool StripsTabs, bool IsQuoted);
}
