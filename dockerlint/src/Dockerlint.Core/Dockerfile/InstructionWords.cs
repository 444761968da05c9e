namespace Dockerlint.Dockerfile;

/// <summary>The ways in which instructions split their arguments (moby/buildkit frontend/dockerfile/parser/line_parsers.go).</summary>
internal sealed class InstructionWords(LogicalLine line)
{
    private readonly List<string> _words = [];

    public static bool IsSeparator(char c) => c is ' ' or '\t' or '\v' or '\f' or '\r';

    public IReadOnlyList<string> AtBlanks(int start, int end)
    {
        if (start == end)
        {
            return [];
        }

        _words.Clear();
        while (start < end)
        {
            var wordEnd = EndOfWord(start, end);
            _words.Add(line.Text(start, wordEnd));
            start = SkipSeparators(wordEnd, end);
        }

        return _words.ToArray();
    }

    /// <summary>Only the first word; <paramref name="rest"/> is where the text behind it begins.</summary>
    public IReadOnlyList<string> First(int start, int end, out int rest)
    {
        var wordEnd = start;
        while (wordEnd < end && !char.IsWhiteSpace(line[wordEnd]))
        {
            wordEnd++;
        }

        rest = wordEnd;
        while (rest < end && char.IsWhiteSpace(line[rest]))
        {
            rest++;
        }

        if (wordEnd == start)
        {
            return [];
        }

        return line.Matches(start, wordEnd, "CMD") ? ["CMD"] : [line.Text(start, wordEnd)];
    }

    /// <summary>Splits outside quotes; quotes and escapes stay in the words.</summary>
    public IReadOnlyList<string> Quoted(int start, int end, char escape)
    {
        _words.Clear();
        var i = start;
        while (true)
        {
            while (i < end && char.IsWhiteSpace(line[i]))
            {
                i++;
            }

            if (i == end)
            {
                return _words.ToArray();
            }

            var word = i;
            i = EndOfQuotedWord(i, end, escape, out var dropsLast);
            if (dropsLast && i - 1 == word)
            {
                continue;
            }

            _words.Add(line.Text(word, dropsLast ? i - 1 : i));
        }
    }

    /// <summary>The words of <c>name=value …</c>, or name and value of the old <c>name value</c>: the first word tells which.</summary>
    public IReadOnlyList<string> NamesAndValues(int start, int end, char escape, LogicalText text, out string? problem)
    {
        problem = null;
        var words = Quoted(start, end, escape);
        if (words.Count == 0)
        {
            return words;
        }

        if (words[0].IndexOf('=') < 0)
        {
            var nameEnd = EndOfWord(start, end);
            var value = SkipSeparators(nameEnd, end);
            if (nameEnd < end)
            {
                return [line.Text(start, nameEnd), line.Text(value, end)];
            }

            problem = " must have two arguments";
            return [text.Value];
        }

        for (var i = 1; i < words.Count; i++)
        {
            if (words[i].IndexOf('=') < 0)
            {
                problem = $": can't find = in \"{words[i]}\"; it must be of the form name=value";
            }
        }

        return words;
    }

    private int EndOfWord(int start, int end)
    {
        while (start < end && !IsSeparator(line[start]))
        {
            start++;
        }

        return start;
    }

    private int SkipSeparators(int start, int end)
    {
        while (start < end && IsSeparator(line[start]))
        {
            start++;
        }

        return start;
    }

    /// <param name="dropsLast">True when the word ends with a lone escape character, which the builder drops.</param>
    private int EndOfQuotedWord(int i, int end, char escape, out bool dropsLast)
    {
        dropsLast = false;
        var quote = '\0';
        while (i < end)
        {
            var c = line[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                return i;
            }

            if (c == escape && quote != '\'')
            {
                dropsLast = i + 1 == end;
                i++;
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
            }

            i++;
        }

        return end;
    }
}
