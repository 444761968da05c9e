namespace Dockerlint.Shell;

/// <summary>Lists, and-or lists and pipelines; after an error every loop ends as the text does.</summary>
internal sealed class CommandParser
{
    // The and-or tree leans to the left: without a limit whoever walks it recursively could overflow the stack.
    private const int MaxAndOrLinks = 2000;

    private readonly ShellCursor _cursor;
    private readonly HereDocumentReader _hereDocuments;
    private readonly CompoundCommandParser _compounds;
    private readonly NodeStack<ShellStatement> _statements = new();
    private NodeStack<ShellCommand>? _pipeline;

    public CommandParser(ShellCursor cursor)
    {
        _cursor = cursor;
        _hereDocuments = new HereDocumentReader(cursor);
        var words = new WordParser(cursor, this);
        var redirections = new RedirectionParser(cursor, words, _hereDocuments);
        _compounds = new CompoundCommandParser(cursor, this, words, redirections);
    }

    /// <summary>The same parser for another text; the one before it was read without an error.</summary>
    public void Begin(ShellSource source)
    {
        _cursor.Begin(source);
        _compounds.Begin();
    }

    public ShellList ParseAll()
    {
        var list = ParseList(isRequired: false);
        if (!_cursor.IsAtEnd)
        {
            _cursor.FailUnexpected();
        }

        _hereDocuments.ReadBodies();
        return list;
    }

    /// <summary>The inside of <c>$(…)</c>, <c>&lt;(…)</c> or <c>&gt;(…)</c>, and its closing parenthesis.</summary>
    public ShellScript ParseSubstitution(int start)
    {
        _hereDocuments.EnterSubstitution();
        var body = ParseList(isRequired: false);
        if (_cursor.IsAtEnd)
        {
            _cursor.Fail(start, "unterminated `" + _cursor.Slice(start, Math.Min(start + 2, _cursor.End)) + "`");
        }

        Expect(")");
        _hereDocuments.LeaveSubstitution();
        return new ShellScript(_cursor.Source.Text, body, [], null);
    }

    public ShellList ParseList(bool isRequired)
    {
        var mark = _statements.Count;
        SkipNewlines();
        var start = _cursor.Position;
        _cursor.TokenEnd = start;
        while (!IsAtListEnd())
        {
            var statement = ParseStatement();
            _statements.Push(statement);
            if (statement.End is StatementEnd.None)
            {
                break;
            }

            var end = _cursor.TokenEnd;
            SkipNewlines();
            _cursor.TokenEnd = end;
        }

        var statements = _statements.Take(mark);
        if (isRequired && statements.Length == 0)
        {
            _cursor.FailUnexpected();
        }

        return new ShellList(statements, _cursor.Span(start, _cursor.TokenEnd));
    }

    public void SkipNewlines()
    {
        _cursor.SkipBlanks();
        while (_cursor.Current is '\n' && !_cursor.IsAtEnd)
        {
            _hereDocuments.ReadNewline();
            _cursor.SkipBlanks();
        }
    }

    public void Expect(string token)
    {
        _cursor.SkipBlanks();
        var isThere = token is ")" or "(" ? _cursor.IsAt(token) : _cursor.IsAtWord(token);
        if (isThere)
        {
            _cursor.Consume(token.Length);
        }
        else
        {
            _cursor.FailUnexpected(token);
        }
    }

    private ShellStatement ParseStatement()
    {
        var start = _cursor.Position;
        var command = ParseAndOr();
        var span = _cursor.Span(start, _cursor.TokenEnd);
        _cursor.SkipBlanks();
        return new ShellStatement(command, ParseStatementEnd(), span);
    }

    private StatementEnd ParseStatementEnd()
    {
        switch (_cursor.Current)
        {
            case '\n' when !_cursor.IsAtEnd:
                _hereDocuments.ReadNewline();
                return StatementEnd.Newline;
            case ';' when _cursor.Next is not (';' or '&'):
                _cursor.Position++;
                return StatementEnd.Semicolon;
            case '&':
                _cursor.Position++;
                return StatementEnd.Background;
            default:
                return StatementEnd.None;
        }
    }

    private ShellCommand ParseAndOr()
    {
        var start = _cursor.Position;
        var left = ParsePipeline();
        var links = 0;
        while (true)
        {
            _cursor.SkipBlanks();
            var isAnd = _cursor.IsAt("&&");
            if (!isAnd && !_cursor.IsAt("||"))
            {
                return left;
            }

            if (++links > MaxAndOrLinks)
            {
                _cursor.Fail(_cursor.Position, "too many commands joined by `&&` and `||`");
                return left;
            }

            _cursor.Consume(2);
            SkipNewlines();
            var right = ParsePipeline();
            left = new AndOrCommand(left, isAnd, right, _cursor.Span(start, _cursor.TokenEnd));
        }
    }

    private ShellCommand ParsePipeline()
    {
        var start = _cursor.Position;
        var isNegated = false;
        var isTimed = false;
        while (true)
        {
            if (_cursor.IsAtWord("!"))
            {
                isNegated = !isNegated;
                _cursor.Consume(1);
            }
            else if (_cursor.IsBash && _cursor.IsAtWord("time"))
            {
                isTimed = true;
                _cursor.Consume(4);
                SkipTimeOptions();
            }
            else
            {
                break;
            }

            _cursor.SkipBlanks();
        }

        // bash takes "time" and "!" alone.
        var mayBeEmpty = _cursor.IsBash && _cursor.Position > start && (_cursor.IsAtEnd || _cursor.Current is '\n' or ';' or ')' or '&' or '|');
        var first = mayBeEmpty ? new SimpleCommand([], [], _cursor.Span(_cursor.Position, _cursor.Position)) : _compounds.ParseCommand();
        _cursor.SkipBlanks();
        var isPipeline = IsAtPipe();
        if (!isPipeline && !isNegated && !isTimed)
        {
            return first;
        }

        var pipeline = _pipeline ??= new NodeStack<ShellCommand>();
        var mark = pipeline.Count;
        pipeline.Push(first);
        while (IsAtPipe())
        {
            _cursor.Consume(_cursor.Next is '&' ? 2 : 1);
            SkipNewlines();
            pipeline.Push(_compounds.ParseCommand());
            _cursor.SkipBlanks();
        }

        return new PipelineCommand(pipeline.Take(mark), isNegated, isTimed, _cursor.Span(start, _cursor.TokenEnd));
    }

    private bool IsAtPipe() => _cursor.Current is '|' && _cursor.Next is not '|';

    private void SkipTimeOptions()
    {
        _cursor.SkipBlanks();
        if (_cursor.IsAtWord("-p"))
        {
            _cursor.Consume(2);
            _cursor.SkipBlanks();
        }

        if (_cursor.IsAtWord("--"))
        {
            _cursor.Consume(2);
        }
    }

    /// <summary>A list ends at the end of the text and before a token that only closes something.</summary>
    private bool IsAtListEnd()
    {
        if (_cursor.IsAtEnd)
        {
            return true;
        }

        return _cursor.Current switch
        {
            ')' => true,
            ';' => true,
            '}' => _cursor.IsAtWord("}"),
            't' => _cursor.IsAtWord("then"),
            'f' => _cursor.IsAtWord("fi"),
            'i' => _cursor.IsAtWord("in"),
            'd' => _cursor.IsAtWord("do") || _cursor.IsAtWord("done"),
            'e' => _cursor.IsAtWord("else") || _cursor.IsAtWord("elif") || _cursor.IsAtWord("esac"),
            _ => false,
        };
    }
}
