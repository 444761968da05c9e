namespace Dockerlint.Shell;

/// <summary>One command: what its first word opens, or a simple one.</summary>
internal sealed class CompoundCommandParser
{
    private readonly ShellCursor _cursor;
    private readonly CommandParser _commands;
    private readonly WordParser _words;
    private readonly RedirectionParser _redirections;
    private readonly SimpleCommandParser _simple;
    private LoopParser? _loops;
    private CaseParser? _cases;
    private TestParser? _tests;
    private NodeStack<IfClause>? _clauses;

    public CompoundCommandParser(ShellCursor cursor, CommandParser commands, WordParser words, RedirectionParser redirections)
    {
        _cursor = cursor;
        _commands = commands;
        _words = words;
        _redirections = redirections;
        _simple = new SimpleCommandParser(cursor, commands, this, words, redirections);
    }

    // Most commands have none of them.
    private LoopParser Loops => _loops ??= new LoopParser(_cursor, _commands, _words);

    private CaseParser Cases => _cases ??= new CaseParser(_cursor, _commands, _words);

    private TestParser Tests => _tests ??= new TestParser(_cursor, _commands, _words);

    /// <summary>What is known of the lines of one text is not true of another.</summary>
    public void Begin() => _tests = null;

    public ShellCommand ParseCommand()
    {
        _cursor.SkipBlanks();
        var start = _cursor.Position;
        if (!_cursor.Enter())
        {
            return new SimpleCommand([], [], _cursor.Span(start, start));
        }

        var command = ParseCompound(start);
        command = command is null ? _simple.Parse()
            : command is FunctionDefinition or CoprocessCommand ? command
            : _redirections.ParseTrailing(command, start);
        _cursor.Leave();
        return command;
    }

    /// <summary>The body and its redirections; dash takes a simple command too.</summary>
    public ShellCommand ParseFunctionBody()
    {
        _commands.SkipNewlines();
        var start = _cursor.Position;
        var body = ParseCommand();
        if (_cursor.IsBash && body is SimpleCommand or FunctionDefinition or CoprocessCommand)
        {
            _cursor.Fail(start, "expected a compound command as the body of the function");
        }

        return body;
    }

    private ShellCommand? ParseCompound(int start) => _cursor.Current switch
    {
        '(' => ParseParenthesis(start),
        '{' when TryConsume("{") => ParseGroup(start),
        'i' when TryConsume("if") => ParseIf(start),
        'w' when TryConsume("while") => Loops.ParseWhile(start, isUntil: false),
        'u' when TryConsume("until") => Loops.ParseWhile(start, isUntil: true),
        'f' when TryConsume("for") => Loops.ParseFor(start, isSelect: false),
        's' when _cursor.IsBash && TryConsume("select") => Loops.ParseFor(start, isSelect: true),
        'c' when TryConsume("case") => Cases.Parse(start),
        'f' when IsAtFunctionKeyword() => ParseFunction(start),
        'c' when _cursor.IsBash && TryConsume("coproc") => ParseCoprocess(start),
        '[' when Tests.IsAhead() => Tests.Parse(start),
        _ => null,
    };

    private bool TryConsume(string word)
    {
        if (!_cursor.IsAtWord(word))
        {
            return false;
        }

        _cursor.Consume(word.Length);
        return true;
    }

    private ShellCommand ParseParenthesis(int start)
    {
        if (_cursor.IsBash && _cursor.Next is '(')
        {
            var expression = start + 2;
            _cursor.Position = expression;
            if (_cursor.TrySkipArithmetic(out var end))
            {
                return new ArithmeticCommand(_cursor.Slice(expression, end), _cursor.SpanFrom(start));
            }

            _cursor.Position = start;
        }

        _cursor.Consume(1);
        var body = _commands.ParseList(isRequired: true);
        _commands.Expect(")");
        return new SubshellCommand(body, _cursor.Span(start, _cursor.TokenEnd));
    }

    private GroupCommand ParseGroup(int start)
    {
        var body = _commands.ParseList(isRequired: true);
        _commands.Expect("}");
        return new GroupCommand(body, _cursor.Span(start, _cursor.TokenEnd));
    }

    private IfCommand ParseIf(int start)
    {
        var clauses = _clauses ??= new NodeStack<IfClause>();
        var mark = clauses.Count;
        do
        {
            var condition = _commands.ParseList(isRequired: true);
            _commands.Expect("then");
            clauses.Push(new IfClause(condition, _commands.ParseList(isRequired: true)));
        }
        while (TryConsume("elif"));
        var alternative = TryConsume("else") ? _commands.ParseList(isRequired: true) : null;
        _commands.Expect("fi");
        return new IfCommand(clauses.Take(mark), alternative, _cursor.Span(start, _cursor.TokenEnd));
    }

    /// <summary>In a POSIX shell <c>function</c> could be a command: it is the keyword where a body follows.</summary>
    private bool IsAtFunctionKeyword()
    {
        if (!_cursor.IsAtWord("function"))
        {
            return false;
        }

        if (_cursor.IsBash)
        {
            return true;
        }

        var index = SkipPlainBlanks(_cursor.Position + 8);
        var name = index;
        while (!_cursor.IsBreakAt(index))
        {
            index++;
        }

        var isNamed = index > name;
        index = SkipPlainBlanks(index);
        return isNamed && _cursor.CharAt(index) is '{' or '(' or '\n';
    }

    private int SkipPlainBlanks(int index)
    {
        while (_cursor.CharAt(index) is ' ' or '\t' or '\r')
        {
            index++;
        }

        return index;
    }

    private FunctionDefinition ParseFunction(int start)
    {
        _cursor.Consume(8);
        _cursor.SkipBlanks();
        var name = _cursor.Position;
        _words.Parse();
        var nameEnd = _cursor.Position;
        if (nameEnd == name)
        {
            _cursor.FailUnexpected();
        }

        _cursor.SkipBlanks();
        if (_cursor.Current is '(' && IsEmptyParentheses())
        {
            _cursor.Consume(1);
            _commands.Expect(")");
        }

        var body = ParseFunctionBody();
        return new FunctionDefinition(_cursor.Slice(name, nameEnd), body, _cursor.Span(start, _cursor.TokenEnd));
    }

    /// <summary><c>function f (list)</c> has a subshell for its body.</summary>
    private bool IsEmptyParentheses() => _cursor.CharAt(SkipPlainBlanks(_cursor.Position + 1)) is ')';

    private CoprocessCommand ParseCoprocess(int start)
    {
        _cursor.SkipBlanks();
        var name = _cursor.Position;
        var nameEnd = _cursor.NameEnd(name);
        var next = SkipPlainBlanks(nameEnd);
        var isNamed = nameEnd > name && next > nameEnd && _cursor.CharAt(next) is '{' or '(' && !IsCompoundKeyword(name, nameEnd);
        if (isNamed)
        {
            _cursor.Position = next;
        }

        var body = ParseCommand();
        return new CoprocessCommand(body, _cursor.Span(start, _cursor.TokenEnd));
    }

    private bool IsCompoundKeyword(int start, int end) =>
        _cursor.Slice(start, end) is "if" or "while" or "until" or "for" or "case" or "select" or "function";
}
