namespace Dockerlint.Shell;

/// <summary>Assignments, words and redirections in a row; or, as the first word only tells afterwards, <c>name() …</c>.</summary>
internal sealed class SimpleCommandParser(ShellCursor cursor, CommandParser commands, CompoundCommandParser compounds, WordParser words,
    RedirectionParser redirections)
{
    private const int MaxSubscriptLength = 200;

    private readonly NodeStack<ShellWord> _words = new();
    private readonly NodeStack<ShellAssignment> _assignments = new();

    public ShellCommand Parse()
    {
        var start = cursor.Position;
        var firstWord = _words.Count;
        var firstAssignment = _assignments.Count;
        List<Redirection>? found = null;
        while (!cursor.IsAtEnd)
        {
            if (redirections.IsAhead())
            {
                redirections.Parse(ref found);
            }
            else if (_words.Count == firstWord && AssignmentOperator() is >= 0 and int operatorOffset)
            {
                _assignments.Push(ParseAssignment(operatorOffset));
            }
            else if (_words.Count > firstWord && ArrayOperator(firstWord) is >= 0 and int arrayOffset)
            {
                _words.Push(ParseArrayArgument(arrayOffset));
            }
            else if (!TryPushWord())
            {
                break;
            }

            cursor.SkipBlanks();
        }

        var isBareName = _words.Count == firstWord + 1 && _assignments.Count == firstAssignment && found is null;
        var taken = _words.Take(firstWord);
        var assignments = _assignments.Take(firstAssignment);
        if (isBareName && cursor.Current is '(')
        {
            return ParseFunction(start);
        }

        if (cursor.Position == start || cursor.Current is '(')
        {
            cursor.FailUnexpected();
        }

        var span = cursor.Span(start, Math.Max(start, cursor.TokenEnd));
        return found is null ? new SimpleCommand(assignments, taken, span) : new SimpleCommand(assignments, taken, span) { Redirections = found };
    }

    private FunctionDefinition ParseFunction(int start)
    {
        var name = cursor.Slice(start, cursor.TokenEnd);
        cursor.Consume(1);
        commands.Expect(")");
        var body = compounds.ParseFunctionBody();
        return new FunctionDefinition(name, body, cursor.Span(start, cursor.TokenEnd));
    }

    private bool TryPushWord()
    {
        var start = cursor.Position;
        var word = words.Parse();
        if (cursor.Position == start)
        {
            return false;
        }

        _words.Push(word);
        return true;
    }

    /// <summary>Offset of <c>=</c> or <c>+=</c> behind a name or <c>name[…]</c>; -1 when this word is no assignment.</summary>
    private int AssignmentOperator()
    {
        var end = cursor.NameEnd(cursor.Position);
        if (end == cursor.Position)
        {
            return -1;
        }

        if (cursor.CharAt(end) is '[' && cursor.IsBash)
        {
            end = SubscriptEnd(end);
        }

        return cursor.CharAt(end) is '=' || (cursor.CharAt(end) is '+' && cursor.CharAt(end + 1) is '=') ? end : -1;
    }

    private int SubscriptEnd(int index)
    {
        var open = 0;
        var limit = Math.Min(cursor.End, index + MaxSubscriptLength);
        while (index < limit && cursor.Text[index] is not '\n')
        {
            var c = cursor.Text[index];
            open += c is '[' ? 1 : c is ']' ? -1 : 0;
            index++;
            if (open == 0)
            {
                return index;
            }
        }

        return index;
    }

    private ShellAssignment ParseAssignment(int operatorOffset)
    {
        var start = cursor.Position;
        var name = cursor.Slice(start, operatorOffset);
        var appends = cursor.Text[operatorOffset] is '+';
        cursor.Position = start;
        cursor.Consume(operatorOffset + (appends ? 2 : 1) - start);
        if (cursor.Current is '(')
        {
            var elements = ParseElements();
            return new ShellAssignment(name, null, appends, elements, cursor.Span(start, cursor.TokenEnd));
        }

        var value = words.Parse(WordKind.Value);
        return new ShellAssignment(name, value, appends, null, cursor.Span(start, cursor.TokenEnd));
    }

    private ShellWord[] ParseElements()
    {
        var start = cursor.Position;
        var mark = _words.Count;
        cursor.Position++;
        commands.SkipNewlines();
        while (!cursor.IsAtEnd && cursor.Current is not ')')
        {
            if (!TryPushWord())
            {
                cursor.FailUnexpected();
            }

            commands.SkipNewlines();
        }

        if (cursor.IsAtEnd)
        {
            cursor.Fail(start, "unterminated array");
        }

        cursor.Consume(1);
        return _words.Take(mark);
    }

    /// <summary><c>declare</c> and its kin take <c>name=(…)</c> among their arguments.</summary>
    private int ArrayOperator(int firstWord)
    {
        if (_words[firstWord].Constant is not ("declare" or "local" or "typeset" or "export" or "readonly" or "eval" or "let"))
        {
            return -1;
        }

        var offset = AssignmentOperator();
        return offset >= 0 && cursor.CharAt(cursor.Text[offset] is '+' ? offset + 2 : offset + 1) is '(' ? offset : -1;
    }

    /// <summary>One word whose value depends on its elements, so it is no constant.</summary>
    private ShellWord ParseArrayArgument(int operatorOffset)
    {
        var start = cursor.Position;
        ParseAssignment(operatorOffset);
        var span = cursor.SpanFrom(start);
        return new ShellWord([new LiteralPart(cursor.Slice(start, cursor.Position), IsQuoted: false, IsGlob: true, span)], span);
    }
}
