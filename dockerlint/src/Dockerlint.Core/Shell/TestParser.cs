namespace Dockerlint.Shell;

/// <summary>bash <c>[[ … ]]</c>: its grammar is checked, its inside kept as words.</summary>
internal sealed class TestParser(ShellCursor cursor, CommandParser commands, WordParser words)
{
    private readonly NodeStack<ShellWord> _words = new();

    // Both are true of one line, so that a line with many of them is searched once.
    private int _lineEnd;
    private bool _hasEnd;

    /// <summary>To dash <c>[[</c> is a command, to busybox a test: it is one where its end stands on the same line.</summary>
    public bool IsAhead()
    {
        if (!cursor.IsAtWord("[["))
        {
            return false;
        }

        if (cursor.IsBash)
        {
            return true;
        }

        if (cursor.Position >= _lineEnd)
        {
            var newline = cursor.Text.IndexOf('\n', cursor.Position, cursor.End - cursor.Position);
            _lineEnd = newline < 0 ? cursor.End : newline;
            _hasEnd = true;
        }

        _hasEnd = _hasEnd
            && cursor.Text.IndexOf(" ]]", cursor.Position, Math.Min(_lineEnd, cursor.End) - cursor.Position, StringComparison.Ordinal) >= 0;
        return _hasEnd;
    }

    public TestCommand Parse(int start)
    {
        cursor.Consume(2);
        var mark = _words.Count;
        if (cursor.IsBash)
        {
            ParseOr();
        }
        else
        {
            ParseAnything();
        }

        if (cursor.IsAtEnd)
        {
            cursor.Fail(start, "unterminated `[[`");
        }

        commands.Expect("]]");
        return new TestCommand(_words.Take(mark), cursor.Span(start, cursor.TokenEnd));
    }

    private void ParseOr()
    {
        do
        {
            ParseAnd();
        }
        while (TryPushOperator("||"));
    }

    private void ParseAnd()
    {
        do
        {
            ParseTerm();
            commands.SkipNewlines();
        }
        while (TryPushOperator("&&"));
    }

    private void ParseTerm()
    {
        commands.SkipNewlines();
        while (cursor.IsAtWord("!"))
        {
            TryPushOperator("!");
            commands.SkipNewlines();
        }

        if (cursor.Current is '(')
        {
            ParseParenthesis();
            return;
        }

        if (cursor.IsAtWord("]]"))
        {
            cursor.FailUnexpected();
            return;
        }

        var first = ParseWord(WordKind.Ordinary);
        cursor.SkipBlanks();
        if (IsUnaryOperator(first))
        {
            ParseOperand(WordKind.Ordinary);
        }
        else if (!TryPushOperator("<") && !TryPushOperator(">"))
        {
            ParseBinary();
        }
        else
        {
            ParseOperand(WordKind.Ordinary);
        }
    }

    private void ParseParenthesis()
    {
        if (!cursor.Enter())
        {
            return;
        }

        TryPushOperator("(");
        ParseOr();
        commands.SkipNewlines();
        if (!TryPushOperator(")"))
        {
            cursor.FailUnexpected(")");
        }

        cursor.Leave();
    }

    private void ParseBinary()
    {
        if (cursor.IsAtEnd || cursor.Current is '\n' or ')' || cursor.IsAtWord("]]") || cursor.IsAt("&&") || cursor.IsAt("||"))
        {
            return;
        }

        var start = cursor.Position;
        var name = ParseWord(WordKind.Ordinary).Constant;
        switch (name)
        {
            case "=" or "==" or "!=":
                ParseOperand(WordKind.Pattern);
                break;
            case "=~":
                ParseOperand(WordKind.Regex);
                break;
            case "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge" or "-nt" or "-ot" or "-ef":
                ParseOperand(WordKind.Ordinary);
                break;
            default:
                cursor.Fail(start, "expected an operator of `[[`");
                break;
        }
    }

    private void ParseOperand(WordKind kind)
    {
        cursor.SkipBlanks();
        if (cursor.IsAtWord("]]"))
        {
            cursor.FailUnexpected();
            return;
        }

        ParseWord(kind);
        cursor.SkipBlanks();
    }

    private ShellWord ParseWord(WordKind kind)
    {
        var start = cursor.Position;
        var word = words.Parse(kind);
        if (cursor.Position == start)
        {
            cursor.FailUnexpected();
        }

        _words.Push(word);
        return word;
    }

    private void ParseAnything()
    {
        commands.SkipNewlines();
        while (!cursor.IsAtEnd && !cursor.IsAtWord("]]"))
        {
            var start = cursor.Position;
            var word = words.Parse(WordKind.Pattern);
            if (cursor.Position > start)
            {
                _words.Push(word);
            }
            else if (!TryPushOperator("&&") && !TryPushOperator("||"))
            {
                TryPushOperator(cursor.Slice(start, start + 1));
            }

            commands.SkipNewlines();
        }
    }

    private bool TryPushOperator(string text)
    {
        if (!cursor.IsAt(text))
        {
            return false;
        }

        var start = cursor.Position;
        cursor.Consume(text.Length);
        var span = cursor.SpanFrom(start);
        _words.Push(new ShellWord([new LiteralPart(text, IsQuoted: false, IsGlob: false, span)], span));
        return true;
    }

    private static bool IsUnaryOperator(ShellWord word) =>
        word.Constant is { Length: 2 } text && !word.IsQuoted && text[0] is '-'
        && text[1] is (>= 'a' and <= 'h') or 'k' or (>= 'n' and <= 'p') or (>= 'r' and <= 'x') or 'z' or 'G' or 'L' or 'N' or 'O' or 'R' or 'S';
}
