using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>
/// Reads a JSON array of strings as Go's encoding/json does, which the builder uses: strict about syntax, tolerant of lone surrogates
/// (moby/buildkit frontend/dockerfile/parser/line_parsers.go, parseJSON).
/// </summary>
internal sealed partial class ExecFormReader(LogicalLine line)
{
    private readonly List<string> _arguments = [];
    private readonly List<TextSpan> _spans = [];
    private JsonValues? _values;
    private int _end;
    private int _position;

    private JsonValues Values => _values ??= new JsonValues(line);

    public ExecForm Read(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(line[start]))
        {
            start++;
        }

        if (start == end || line[start] != '[')
        {
            return ExecForm.NotAnArray;
        }

        _arguments.Clear();
        _spans.Clear();
        _end = end;
        _position = start + 1;
        var other = -1;
        var failure = ReadElements(ref other);
        if (failure is null)
        {
            SkipBlanks();
            failure = _position < _end ? At(ExecFormDefectKind.TextAfterArray, _position, "text after the closing bracket") : null;
        }

        if (failure is not null)
        {
            return ExecForm.Broken(BracketSyntax.IsCommand(line, start, end) ? null : failure);
        }

        if (other >= 0)
        {
            // A number too large for Go's float64 is a decoding error, not an element of another type.
            return Values.HasHugeNumber ? ExecForm.Broken(At(ExecFormDefectKind.Other, other, "a number that is too large"))
                : ExecForm.WithOtherElement(other);
        }

        return ExecForm.Array(_arguments.ToArray(), _spans.ToArray());
    }

    private ExecFormDefect? ReadElements(ref int other)
    {
        SkipBlanks();
        if (_position < _end && line[_position] == ']')
        {
            _position++;
            return null;
        }

        var comma = -1;
        while (true)
        {
            SkipBlanks();
            var element = _position;
            if (_position < _end && line[_position] == '"')
            {
                if (ReadString() is { } broken)
                {
                    return broken;
                }
            }
            else if (Values.TrySkip(ref _position, _end))
            {
                other = other < 0 ? element : other;
            }
            else
            {
                return NoElement(element, comma);
            }

            SkipBlanks();
            if (_position == _end)
            {
                return At(ExecFormDefectKind.MissingBracket, _end, "no closing bracket");
            }

            var c = line[_position];
            if (c == ']')
            {
                _position++;
                return null;
            }

            if (c != ',')
            {
                return NoSeparator(c);
            }

            comma = _position++;
        }
    }

    private ExecFormDefect NoElement(int element, int comma)
    {
        if (element == _end)
        {
            return At(ExecFormDefectKind.MissingBracket, _end, "no closing bracket");
        }

        return line[element] switch
        {
            ']' => At(ExecFormDefectKind.TrailingComma, comma, "trailing comma"),
            '\'' => At(ExecFormDefectKind.SingleQuotes, element, "single quotes"),
            ',' => At(ExecFormDefectKind.Other, element, "an element is missing"),
            '[' or '{' => At(ExecFormDefectKind.Other, element, "an element that is not a string"),
            var c when IsSmartQuote(c) => At(ExecFormDefectKind.SmartQuotes, element, "typographic quotes"),
            _ => At(ExecFormDefectKind.BareWord, element, "a word without quotes"),
        };
    }

    private ExecFormDefect NoSeparator(char c) => c switch
    {
        '"' => At(ExecFormDefectKind.MissingComma, _position, "missing comma"),
        '\'' => At(ExecFormDefectKind.SingleQuotes, _position, "single quotes"),
        _ when IsSmartQuote(c) => At(ExecFormDefectKind.SmartQuotes, _position, "typographic quotes"),
        _ when char.IsLetterOrDigit(c) || c is '$' or '-' or '/' or '.' or '_' => At(ExecFormDefectKind.BareWord, _position, "a word without quotes"),
        _ => At(ExecFormDefectKind.Other, _position, $"unexpected {c}"),
    };

    private void Add(int open, string text, int next)
    {
        _arguments.Add(text);
        _spans.Add(line.SourceSpan(open, next));
        _position = next;
    }

    private void SkipBlanks()
    {
        while (_position < _end && line[_position] is ' ' or '\t' or '\n' or '\r')
        {
            _position++;
        }
    }

    private ExecFormDefect At(ExecFormDefectKind kind, int position, string reason) =>
        new(kind, position < _end ? line.SourceOffset(position) : line.SourceOffset(_end - 1) + 1, reason);

    private static bool IsSmartQuote(char c) =>
        c is '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u00AB' or '\u00BB' or '\uFF02'
            or '\uFF07' or '\u00B4';
}
