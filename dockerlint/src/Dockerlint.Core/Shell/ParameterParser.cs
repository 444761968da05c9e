namespace Dockerlint.Shell;

/// <summary><c>$name</c> and <c>${name…}</c>. What is wrong with the inside is only known at run time, as in the shells.</summary>
internal sealed class ParameterParser(ShellCursor cursor, WordParser words)
{
    private static readonly string[] _operators =
        [":-", ":=", ":?", ":+", "##", "%%", "//", "^^", ",,", "-", "=", "?", "+", "#", "%", "/", "^", ",", ":", "@", "["];

    public ParameterPart ParsePlain(int start)
    {
        var end = cursor.NameEnd(cursor.Position);
        cursor.Position = end > cursor.Position ? end : cursor.Position + 1;
        return new ParameterPart(cursor.Slice(start + 1, cursor.Position), null, null, cursor.SpanFrom(start));
    }

    /// <summary>The cursor is at the brace.</summary>
    public ParameterPart ParseBraced(int start, bool isQuoted, ExpansionParser expansions)
    {
        cursor.Position++;
        var prefix = PrefixAtCursor();
        cursor.Position += prefix.Length;
        var name = cursor.Position;
        cursor.Position = ParameterEnd(name);
        var parameter = cursor.Slice(name, cursor.Position);
        var operatorText = OperatorAtCursor();
        cursor.Position += operatorText.Length;
        var argument = cursor.Position;
        if (cursor.Enter())
        {
            SkipArgument(start, isQuoted, operatorText, expansions);
            cursor.Leave();
        }

        // Without an operator whatever follows is kept as the argument: "bad substitution" comes at run time.
        var isClosed = cursor.Error is null;
        var end = isClosed ? cursor.Position - 1 : cursor.End;
        if (isClosed && operatorText is "[" && cursor.CharAt(end - 1) is ']')
        {
            end--;
        }

        var isPlain = operatorText.Length == 0 && end == argument;
        var fullOperator = prefix.Length + operatorText.Length == 0 ? (isPlain ? null : "") : prefix + operatorText;
        return new ParameterPart(parameter, fullOperator, isPlain ? null : cursor.Slice(argument, Math.Max(argument, end)), cursor.SpanFrom(start));
    }

    /// <summary><c>#</c> and <c>!</c> are parameters themselves when no other one follows.</summary>
    private string PrefixAtCursor()
    {
        var c = cursor.Current;
        if (c is not ('#' or '!') || cursor.Next is '}' or ':' or '%' or '=' or '+' or '/')
        {
            return "";
        }

        var end = ParameterEnd(cursor.Position + 1);
        var isPrefix = end > cursor.Position + 1 && (c is '!' || cursor.CharAt(end) is '}' or '[');
        return !isPrefix ? "" : c is '#' ? "#" : "!";
    }

    private int ParameterEnd(int index)
    {
        var end = cursor.NameEnd(index);
        if (end > index)
        {
            return end;
        }

        while (ShellCursor.IsDigit(cursor.CharAt(end)))
        {
            end++;
        }

        return end > index ? end
            : cursor.CharAt(index) is '@' or '*' or '#' or '?' or '-' or '$' or '!' ? index + 1
            : index;
    }

    private string OperatorAtCursor()
    {
        for (var i = 0; i < _operators.Length; i++)
        {
            if (cursor.IsAt(_operators[i]))
            {
                return _operators[i];
            }
        }

        return "";
    }

    private void SkipArgument(int start, bool isQuoted, string operatorText, ExpansionParser expansions)
    {
        var hasSingleQuotes = !isQuoted || cursor.IsBash || operatorText is "#" or "##" or "%" or "%%" or "/" or "//";
        while (!cursor.IsAtEnd)
        {
            switch (cursor.Current)
            {
                case '}':
                    cursor.Position++;
                    return;
                case '\\':
                    cursor.Position = Math.Min(cursor.Position + 2, cursor.End);
                    break;
                case '\'' when hasSingleQuotes:
                    var close = cursor.Text.IndexOf('\'', cursor.Position + 1, cursor.End - cursor.Position - 1);
                    cursor.Position = close < 0 ? cursor.End : close + 1;
                    break;
                case '"':
                    words.ParseDoubleQuoted(cursor.Position);
                    break;
                case '`':
                    expansions.ParseBackquoted(isQuoted);
                    break;
                case '$' when expansions.IsExpansionAhead(isQuoted):
                    expansions.ParseDollar(isQuoted);
                    break;
                default:
                    cursor.Position++;
                    break;
            }
        }

        cursor.Fail(start, "unterminated `${`");
    }
}
