using System.Text;

namespace Dockerlint.Shell;

/// <summary>Words and their quoting.</summary>
internal sealed class WordParser
{
    private readonly ShellCursor _cursor;
    private readonly ExpansionParser _expansions;
    private readonly NodeStack<WordPart> _parts = new();

    public WordParser(ShellCursor cursor, CommandParser commands)
    {
        _cursor = cursor;
        _expansions = new ExpansionParser(cursor, this, commands);
    }

    /// <summary>The word at the cursor; without parts when there is none.</summary>
    public ShellWord Parse(WordKind kind = WordKind.Ordinary)
    {
        var start = _cursor.Position;
        var mark = _parts.Count;
        var groups = 0;
        while (!_cursor.IsAtEnd && _cursor.CountNode())
        {
            switch (_cursor.Current)
            {
                case '\'':
                    _parts.Push(ParseSingleQuoted());
                    break;
                case '"':
                    _parts.Push(ParseDoubleQuoted(_cursor.Position));
                    break;
                case '`':
                    _parts.Push(_expansions.ParseBackquoted(isQuoted: false));
                    break;
                case '$' when _expansions.IsExpansionAhead(isQuoted: false):
                    _parts.Push(_expansions.ParseDollar(isQuoted: false));
                    break;
                case '<' or '>' when groups == 0 && _cursor.IsBash && _cursor.Next is '(' && kind is not WordKind.Regex:
                    _parts.Push(_expansions.ParseProcessSubstitution());
                    break;
                default:
                    if (!TryPushLiteral(kind, start, ref groups))
                    {
                        return Finish(mark, start);
                    }

                    break;
            }
        }

        if (groups > 0)
        {
            _cursor.Fail(start, "unterminated `(` in a pattern");
        }

        return Finish(mark, start);
    }

    /// <summary>The cursor is at the opening quote; <paramref name="start"/> is before the dollar sign of <c>$"…"</c>.</summary>
    public DoubleQuotedPart ParseDoubleQuoted(int start)
    {
        var mark = _parts.Count;
        _cursor.Position++;
        if (_cursor.Enter())
        {
            ParseDoubleQuotedParts(start);
            _cursor.Leave();
        }

        return new DoubleQuotedPart(_parts.Take(mark), _cursor.SpanFrom(start));
    }

    private ShellWord Finish(int mark, int start)
    {
        if (_cursor.Position > start)
        {
            _cursor.TokenEnd = _cursor.Position;
        }

        return new ShellWord(_parts.Take(mark), _cursor.SpanFrom(start));
    }

    private void ParseDoubleQuotedParts(int start)
    {
        while (!_cursor.IsAtEnd && _cursor.CountNode())
        {
            switch (_cursor.Current)
            {
                case '"':
                    _cursor.Position++;
                    return;
                case '`':
                    _parts.Push(_expansions.ParseBackquoted(isQuoted: true));
                    break;
                case '$' when _expansions.IsExpansionAhead(isQuoted: true):
                    _parts.Push(_expansions.ParseDollar(isQuoted: true));
                    break;
                default:
                    PushQuotedLiteral();
                    break;
            }
        }

        _cursor.Fail(start, "unterminated double quote");
    }

    private void PushQuotedLiteral()
    {
        var start = _cursor.Position;
        var copied = start;
        StringBuilder? builder = null;
        while (!_cursor.IsAtEnd)
        {
            var c = _cursor.Current;
            if (c is '"' or '`' || (c is '$' && _expansions.IsExpansionAhead(isQuoted: true)))
            {
                break;
            }

            var dropped = _cursor.ContinuationLength(_cursor.Position);
            if (c is '\\' && dropped == 0 && _cursor.Next is '$' or '`' or '"' or '\\')
            {
                dropped = 1;
            }

            if (dropped > 0)
            {
                (builder ??= new StringBuilder()).Append(_cursor.Text, copied, _cursor.Position - copied);
                copied = _cursor.Position + dropped;
            }

            _cursor.Position += dropped == 1 ? 2 : Math.Max(1, dropped);
        }

        _parts.Push(new LiteralPart(TextSince(copied, builder), IsQuoted: true, IsGlob: false, _cursor.SpanFrom(start)));
    }

    private LiteralPart ParseSingleQuoted()
    {
        var start = _cursor.Position;
        var end = _cursor.Text.IndexOf('\'', start + 1, _cursor.End - start - 1);
        if (end < 0)
        {
            _cursor.Position = _cursor.End;
            _cursor.Fail(start, "unterminated single quote");
            end = _cursor.End;
        }
        else
        {
            _cursor.Position = end + 1;
        }

        return new LiteralPart(_cursor.Slice(start + 1, end), IsQuoted: true, IsGlob: false, _cursor.SpanFrom(start));
    }

    /// <summary>Text up to the next quote, expansion or end of the word.</summary>
    private bool TryPushLiteral(WordKind kind, int wordStart, ref int groups)
    {
        var start = _cursor.Position;
        var copied = start;
        StringBuilder? builder = null;
        var isEscaped = false;
        var glob = new GlobScanner(kind is not WordKind.Value, _cursor.IsBash);
        while (!_cursor.IsAtEnd)
        {
            var c = _cursor.Current;
            if (c is '\'' or '"' or '`' || (c is '$' && _expansions.IsExpansionAhead(isQuoted: false)))
            {
                break;
            }

            if (c is '\\' && _cursor.Position + 1 < _cursor.End)
            {
                var continuation = _cursor.ContinuationLength(_cursor.Position);
                (builder ??= new StringBuilder()).Append(_cursor.Text, copied, _cursor.Position - copied);
                copied = _cursor.Position + Math.Max(1, continuation);
                _cursor.Position += Math.Max(2, continuation);
                isEscaped |= continuation == 0;
                continue;
            }

            if ((ShellCursor.IsMeta(c) && !IsPartOfGroup(c, kind, wordStart, ref groups)) || _cursor.IsCarriageReturnAt(_cursor.Position))
            {
                break;
            }

            glob.Add(c, isFirst: _cursor.Position == wordStart);
            _cursor.Position++;
        }

        if (_cursor.Position == start)
        {
            return false;
        }

        var value = TextSince(copied, builder);
        if (value.Length > 0)
        {
            _parts.Push(new LiteralPart(value, isEscaped, glob.IsGlob, _cursor.SpanFrom(start)));
        }

        return true;
    }

    private bool IsPartOfGroup(char c, WordKind kind, int wordStart, ref int groups)
    {
        if (c is '(' && (groups > 0 || kind is WordKind.Regex || IsExtendedPattern(kind, wordStart)))
        {
            groups++;
            return true;
        }

        if (groups > 0)
        {
            groups -= c is ')' ? 1 : 0;
            return true;
        }

        return c is '|' && kind is WordKind.Regex && _cursor.Next is not '|';
    }

    private bool IsExtendedPattern(WordKind kind, int wordStart) =>
        _cursor.Position > wordStart
        && _cursor.Text[_cursor.Position - 1] is '?' or '*' or '+' or '@' or '!'
        && (kind is WordKind.Pattern || _cursor.Source.HasExtendedPatterns);

    private string TextSince(int copied, StringBuilder? builder) => builder is null
        ? _cursor.Slice(copied, _cursor.Position)
        : builder.Append(_cursor.Text, copied, _cursor.Position - copied).ToString();
}
