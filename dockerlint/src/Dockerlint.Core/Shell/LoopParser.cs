namespace Dockerlint.Shell;

/// <summary><c>while</c>, <c>until</c>, <c>for</c> and <c>select</c>, behind their first word.</summary>
internal sealed class LoopParser(ShellCursor cursor, CommandParser commands, WordParser words)
{
    private readonly NodeStack<ShellWord> _words = new();

    public WhileCommand ParseWhile(int start, bool isUntil)
    {
        var condition = commands.ParseList(isRequired: true);
        commands.Expect("do");
        var body = commands.ParseList(isRequired: true);
        commands.Expect("done");
        return new WhileCommand(condition, body, isUntil, cursor.Span(start, cursor.TokenEnd));
    }

    public ShellCommand ParseFor(int start, bool isSelect)
    {
        cursor.SkipBlanks();
        if (!isSelect && cursor.IsAt("(("))
        {
            return ParseArithmeticFor(start);
        }

        var name = cursor.Position;
        words.Parse();
        if (cursor.Position == name)
        {
            cursor.FailUnexpected();
        }

        var variable = cursor.Slice(name, cursor.Position);
        cursor.SkipBlanks();
        if (cursor.Current is ';' && cursor.Next is not ';')
        {
            cursor.Position++;
            commands.SkipNewlines();
            return new ForCommand(variable, null, ParseBody(), cursor.Span(start, cursor.TokenEnd));
        }

        commands.SkipNewlines();
        var values = cursor.IsAtWord("in") ? ParseValues() : null;
        return new ForCommand(variable, values, ParseBody(), cursor.Span(start, cursor.TokenEnd));
    }

    private ArithmeticForCommand ParseArithmeticFor(int start)
    {
        cursor.Position += 2;
        var header = cursor.Position;
        if (!cursor.TrySkipArithmetic(out var end))
        {
            cursor.Fail(header - 2, "unterminated `((`");
            end = header;
        }

        var text = cursor.Slice(header, end);
        if (text.Split(';').Length != 3)
        {
            cursor.Fail(header, "expected two semicolons in `for ((`");
        }

        cursor.SkipBlanks();
        if (cursor.Current is ';')
        {
            cursor.Position++;
        }

        commands.SkipNewlines();
        return new ArithmeticForCommand(text, ParseBody(), cursor.Span(start, cursor.TokenEnd));
    }

    private ShellWord[] ParseValues()
    {
        var mark = _words.Count;
        cursor.Consume(2);
        cursor.SkipBlanks();
        while (!cursor.IsAtEnd && cursor.Current is not (';' or '\n'))
        {
            var start = cursor.Position;
            var word = words.Parse();
            if (cursor.Position == start)
            {
                cursor.FailUnexpected();
                break;
            }

            _words.Push(word);
            cursor.SkipBlanks();
        }

        if (cursor.Current is ';')
        {
            cursor.Position++;
        }

        commands.SkipNewlines();
        return _words.Take(mark);
    }

    /// <summary><c>do … done</c>, or bash's undocumented <c>{ … }</c>.</summary>
    private ShellList ParseBody()
    {
        var isBraced = cursor.IsBash && cursor.IsAtWord("{");
        commands.Expect(isBraced ? "{" : "do");
        var body = commands.ParseList(isRequired: true);
        commands.Expect(isBraced ? "}" : "done");
        return body;
    }
}
