using Dockerlint.Text;

namespace Dockerlint.Shell;

/// <summary>The text being parsed, the place in it and the first error. After an error the text ends where the cursor was.</summary>
internal sealed class ShellCursor(ShellSource source, string text, int start, int end, int depth)
{
    private const int MaxDepth = 200;
    private const int MaxNodes = 1_000_000;
    private bool _isScanningArithmeticPointless;

    public string Text { get; private set; } = text;

    public int Position { get; set; } = start;

    public int End { get; private set; } = end;

    /// <summary>Where the last word or operator that belongs to a node ended.</summary>
    public int TokenEnd { get; set; } = start;

    public ShellSyntaxError? Error { get; private set; }

    public ShellSource Source { get; private set; } = source;

    public int Depth { get; private set; } = depth;

    public bool IsBash { get; private set; } = source.Dialect is ShellDialect.Bash;

    public bool IsAtEnd => Position >= End;

    public char Current => CharAt(Position);

    public char Next => CharAt(Position + 1);

    public char CharAt(int index) => index < End ? Text[index] : '\0';

    /// <summary>At the beginning of another text.</summary>
    public void Begin(ShellSource source)
    {
        Source = source;
        Text = source.Text;
        IsBash = source.Dialect is ShellDialect.Bash;
        (Position, TokenEnd, End, Depth) = (0, 0, Text.Length, 0);
        Error = null;
        _isScanningArithmeticPointless = false;
    }

    /// <summary>In the outermost text. Its end is mapped by the last character, as escapes may stand before the next one.</summary>
    public TextSpan Span(int start, int end) =>
        TextSpan.FromBounds(Source.Map(start), end > start ? Source.Map(end - 1) + 1 : Source.Map(start));

    public TextSpan SpanFrom(int start) => Span(start, Position);

    public string Slice(int start, int end) => SharedWords.Of(Text, start, end - start);

    public void Fail(int offset, string message)
    {
        Error ??= new ShellSyntaxError(Source.Map(offset), message);
        End = Position;
        TokenEnd = Position;
    }

    public void FailUnexpected(string? expected = null)
    {
        var found = IsAtEnd ? "the end of the text" : Current is '\n' ? "the end of the line" : "`" + TokenAtPosition() + "`";
        Fail(Position, expected is null ? "unexpected " + found : "expected `" + expected + "`, found " + found);
    }

    public void Consume(int length)
    {
        Position = Math.Min(Position + length, End);
        TokenEnd = Position;
    }

    public bool Enter()
    {
        if (++Depth <= MaxDepth)
        {
            return true;
        }

        Fail(Position, "nested too deeply");
        return false;
    }

    public void Leave() => Depth--;

    /// <summary>To be asked before a part of a word or a comment is added: bounds the memory of one parse.</summary>
    public bool CountNode()
    {
        if (++Source.NodeCount <= MaxNodes)
        {
            return true;
        }

        Fail(Position, "too long to read");
        return false;
    }

    public bool IsAt(string operatorText) =>
        Position + operatorText.Length <= End && string.CompareOrdinal(Text, Position, operatorText, 0, operatorText.Length) == 0;

    /// <summary>The whole word at the cursor is this one, unquoted.</summary>
    public bool IsAtWord(string word) => IsAt(word) && IsBreakAt(Position + word.Length);

    /// <summary>A word cannot go on at this place.</summary>
    public bool IsBreakAt(int index)
    {
        while (ContinuationLength(index) is > 0 and int length)
        {
            index += length;
        }

        return index >= End || IsMeta(Text[index]) || IsCarriageReturnAt(index);
    }

    public static bool IsMeta(char c) => c is ' ' or '\t' or '\n' or ';' or '&' or '|' or '<' or '>' or '(' or ')';

    public static bool IsNameStart(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public int NameEnd(int index)
    {
        if (!IsNameStart(CharAt(index)))
        {
            return index;
        }

        do
        {
            index++;
        }
        while (IsNameStart(CharAt(index)) || IsDigit(CharAt(index)));
        return index;
    }

    /// <summary>A carriage return that belongs to a line end is white space.</summary>
    public bool IsCarriageReturnAt(int index) => CharAt(index) is '\r' && (index + 1 >= End || Text[index + 1] is '\n');

    /// <summary>Length of a backslash with its line end; 0 where there is none.</summary>
    public int ContinuationLength(int index) => CharAt(index) is not '\\' ? 0
        : CharAt(index + 1) is '\n' ? 2
        : CharAt(index + 1) is '\r' && CharAt(index + 2) is '\n' ? 3
        : 0;

    /// <summary>Over blanks, line continuations and a comment; stays on the line.</summary>
    public void SkipBlanks()
    {
        while (Position < End)
        {
            var c = Text[Position];
            if (c is ' ' or '\t' || IsCarriageReturnAt(Position))
            {
                Position++;
            }
            else if (c is '#')
            {
                SkipComment();
            }
            else if (ContinuationLength(Position) is > 0 and int length)
            {
                Position += length;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>From behind <c>((</c> to the matching <c>))</c>; leaves the cursor alone when it is no arithmetic.</summary>
    public bool TrySkipArithmetic(out int expressionEnd)
    {
        expressionEnd = _isScanningArithmeticPointless ? -1 : FindArithmeticEnd(Position);
        if (expressionEnd < 0)
        {
            return false;
        }

        Consume(expressionEnd + 2 - Position);
        return true;
    }

    /// <summary>The offset of a character that no backslash precedes, or -1.</summary>
    public int FindUnescaped(char wanted, int index)
    {
        while (index < End && Text[index] != wanted)
        {
            index += Text[index] is '\\' ? 2 : 1;
        }

        return index < End ? index : -1;
    }

    private int FindArithmeticEnd(int index)
    {
        var open = 0;
        while (index >= 0 && index < End)
        {
            switch (Text[index])
            {
                case '\\':
                    index++;
                    break;
                case '"':
                case '`':
                    index = FindUnescaped(Text[index], index + 1);
                    break;
                case '\'':
                    index = Text.IndexOf('\'', index + 1, End - index - 1);
                    break;
                case '(':
                    open++;
                    break;
                case ')' when open == 0:
                    return CharAt(index + 1) is ')' ? index : -1;
                case ')':
                    open--;
                    break;
            }

            index = index < 0 ? -1 : index + 1;
        }

        // Without this a text of many unclosed "((" would be read once for each of them.
        _isScanningArithmeticPointless = true;
        return -1;
    }

    private void SkipComment()
    {
        var start = Position;
        var end = Text.IndexOf('\n', start, End - start);
        Position = end < 0 ? End : end;
        end = Position > start && Text[Position - 1] is '\r' ? Position - 1 : Position;
        if ((start > 0 || CharAt(1) is not '!') && CountNode())
        {
            Source.Comments.Add(new ShellComment(Slice(start + 1, end).Trim(), Span(start, end)));
        }
    }

    private string TokenAtPosition()
    {
        var end = Position;
        while (end < End && end - Position < 40 && !IsBreakAt(end))
        {
            end++;
        }

        if (end == Position)
        {
            end++;
            while (end < End && end - Position < 3 && Text[end] == Text[Position])
            {
                end++;
            }
        }

        return Slice(Position, end);
    }
}
