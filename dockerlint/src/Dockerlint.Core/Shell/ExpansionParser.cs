using System.Text;

namespace Dockerlint.Shell;

/// <summary>What begins with a dollar sign, a backquote or <c>&lt;(</c>.</summary>
internal sealed class ExpansionParser(ShellCursor cursor, WordParser words, CommandParser commands)
{
    private readonly ParameterParser _parameters = new(cursor, words);

    /// <summary>The dollar sign at the cursor is not just a dollar sign.</summary>
    public bool IsExpansionAhead(bool isQuoted)
    {
        var next = cursor.Next;
        return ShellCursor.IsNameStart(next) || ShellCursor.IsDigit(next)
            || next is '{' or '(' or '@' or '*' or '#' or '?' or '-' or '$' or '!'
            || (next is '\'' or '"' && !isQuoted)
            || (next is '[' && cursor.IsBash);
    }

    public WordPart ParseDollar(bool isQuoted)
    {
        var start = cursor.Position;
        cursor.Position++;
        switch (cursor.Current)
        {
            case '\'':
                return ParseAnsiQuoted(start);
            case '"':
                return words.ParseDoubleQuoted(start);
            case '{':
                return _parameters.ParseBraced(start, isQuoted, this);
            case '[':
                return ParseBracketArithmetic(start);
            case '(':
                return ParseParenthesis(start);
            default:
                return _parameters.ParsePlain(start);
        }
    }

    public ProcessSubstitutionPart ParseProcessSubstitution()
    {
        var start = cursor.Position;
        var isInput = cursor.Current is '<';
        cursor.Position += 2;
        var script = commands.ParseSubstitution(start);
        return new ProcessSubstitutionPart(script, isInput, cursor.SpanFrom(start));
    }

    /// <summary>A backquoted script has its own parse, as its escapes are removed first; its spans still count in the outer text.</summary>
    public CommandSubstitutionPart ParseBackquoted(bool isQuoted)
    {
        var start = cursor.Position;
        var end = cursor.FindUnescaped('`', start + 1);
        if (end < 0)
        {
            cursor.Position = cursor.End;
            cursor.Fail(start, "unterminated backquote");
            end = cursor.End;
        }
        else
        {
            cursor.Position = end + 1;
        }

        var inner = Unescape(start + 1, end, isQuoted);
        var body = new CommandParser(inner).ParseAll();
        if (inner.Error is { } error && !cursor.IsBash)
        {
            cursor.Fail(start, error.Message + " (in backquotes)");
        }

        var script = new ShellScript(cursor.Source.Text, body, [], inner.Error);
        return new CommandSubstitutionPart(script, cursor.SpanFrom(start));
    }

    private ShellCursor Unescape(int start, int end, bool isQuoted)
    {
        var escape = cursor.Text.IndexOf('\\', start, end - start);
        if (escape < 0)
        {
            return new ShellCursor(cursor.Source, cursor.Text, start, end, cursor.Depth + 1);
        }

        var builder = new StringBuilder(end - start);
        var offsets = new int[end - start + 1];
        for (var i = start; i < end; i++)
        {
            if (cursor.Text[i] is '\\' && i + 1 < end && (cursor.Text[i + 1] is '`' or '\\' or '$' || (isQuoted && cursor.Text[i + 1] is '"')))
            {
                i++;
            }

            offsets[builder.Length] = cursor.Source.Map(i);
            builder.Append(cursor.Text[i]);
        }

        offsets[builder.Length] = cursor.Source.Map(end);
        var source = new ShellSource(cursor.Source.Text, cursor.Source.Dialect, cursor.Source.Comments, offsets);
        return new ShellCursor(source, builder.ToString(), 0, builder.Length, cursor.Depth + 1);
    }

    private WordPart ParseParenthesis(int start)
    {
        cursor.Position++;
        if (cursor.Current is '(')
        {
            cursor.Position++;
            var expression = cursor.Position;
            if (cursor.TrySkipArithmetic(out var expressionEnd))
            {
                return new ArithmeticPart(cursor.Slice(expression, expressionEnd), cursor.SpanFrom(start));
            }

            cursor.Position--;
        }

        var script = commands.ParseSubstitution(start);
        return new CommandSubstitutionPart(script, cursor.SpanFrom(start));
    }

    private ArithmeticPart ParseBracketArithmetic(int start)
    {
        var expression = ++cursor.Position;
        var open = 1;
        while (!cursor.IsAtEnd && open > 0)
        {
            open += cursor.Current is '[' ? 1 : cursor.Current is ']' ? -1 : 0;
            cursor.Position++;
        }

        if (open > 0)
        {
            cursor.Fail(start, "unterminated `$[`");
            return new ArithmeticPart(cursor.Slice(expression, cursor.End), cursor.SpanFrom(start));
        }

        return new ArithmeticPart(cursor.Slice(expression, cursor.Position - 1), cursor.SpanFrom(start));
    }

    private LiteralPart ParseAnsiQuoted(int start)
    {
        var content = cursor.Position + 1;
        var end = cursor.FindUnescaped('\'', content);
        if (end < 0)
        {
            cursor.Position = cursor.End;
            cursor.Fail(start, "unterminated single quote");
            end = cursor.End;
        }
        else
        {
            cursor.Position = end + 1;
        }

        return new LiteralPart(AnsiQuoting.Decode(cursor.Text, content, end), IsQuoted: true, IsGlob: false, cursor.SpanFrom(start));
    }
}
