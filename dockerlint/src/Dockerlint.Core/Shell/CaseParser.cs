namespace Dockerlint.Shell;

/// <summary><c>case</c>, behind its first word.</summary>
internal sealed class CaseParser(ShellCursor cursor, CommandParser commands, WordParser words)
{
    private readonly NodeStack<CaseClause> _clauses = new();
    private readonly NodeStack<ShellWord> _patterns = new();

    public CaseCommand Parse(int start)
    {
        cursor.SkipBlanks();
        var subject = ParseWord();
        commands.SkipNewlines();
        commands.Expect("in");
        commands.SkipNewlines();
        var mark = _clauses.Count;
        while (!cursor.IsAtEnd && !cursor.IsAtWord("esac"))
        {
            _clauses.Push(ParseClause(out var isLast));
            if (isLast)
            {
                break;
            }

            commands.SkipNewlines();
        }

        commands.Expect("esac");
        return new CaseCommand(subject, _clauses.Take(mark), cursor.Span(start, cursor.TokenEnd));
    }

    private CaseClause ParseClause(out bool isLast)
    {
        var mark = _patterns.Count;
        if (cursor.Current is '(')
        {
            cursor.Consume(1);
            cursor.SkipBlanks();
        }

        _patterns.Push(ParseWord());
        cursor.SkipBlanks();
        while (cursor.Current is '|')
        {
            cursor.Consume(1);
            cursor.SkipBlanks();
            _patterns.Push(ParseWord());
            cursor.SkipBlanks();
        }

        commands.Expect(")");
        var patterns = _patterns.Take(mark);
        var body = commands.ParseList(isRequired: false);
        return new CaseClause(patterns, body, ParseClauseEnd(out isLast));
    }

    /// <summary>True for <c>;&amp;</c> and <c>;;&amp;</c>; the last clause may have no end of its own.</summary>
    private bool ParseClauseEnd(out bool isLast)
    {
        cursor.SkipBlanks();
        isLast = false;
        if (cursor.IsAt(";;&"))
        {
            cursor.Consume(3);
            return true;
        }

        if (cursor.IsAt(";;") || cursor.IsAt(";&"))
        {
            var fallsThrough = cursor.Next is '&';
            cursor.Consume(2);
            return fallsThrough;
        }

        isLast = true;
        return false;
    }

    private ShellWord ParseWord()
    {
        var start = cursor.Position;
        var word = words.Parse();
        if (cursor.Position == start)
        {
            cursor.FailUnexpected();
        }

        return word;
    }
}
