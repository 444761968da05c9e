using System.Text;

namespace Dockerlint.Compose;

/// <summary>
/// A command string to arguments as go-shellwords 1.0.14 splits it for Compose 5: quotes and backslashes, no shell. An unquoted
/// <c>; &amp; | &lt; &gt;</c> ends the parsing, and what follows is dropped without a word. (1.0.12, in Compose 2, takes <c>\t</c> and
/// <c>\n</c> as the letters and a pair of stray <c>)</c> as quotes.)
/// </summary>
internal sealed class ShellWords
{
    /// <summary>The kernel takes no more text than makes some tens of thousands (execve(2), a quarter of the stack).</summary>
    private const int MaximumWords = 50_000;

    private readonly StringBuilder _word = new();
    private readonly List<ShellWordSpan> _words = [];
    private readonly string _line;
    private bool _inWord;
    private int _wordStart = -1;
    private bool _escaped;
    private bool _singleQuoted;
    private bool _doubleQuoted;
    private bool _backQuoted;
    private bool _inDollarParenthesis;

    private ShellWords(string line) => _line = line;

    private bool IsQuoted => _singleQuoted || _doubleQuoted || _backQuoted || _inDollarParenthesis;

    public static ShellWordList Split(string line) => new ShellWords(line).Split();

    private ShellWordList Split()
    {
        int? dropped = null;
        for (var i = 0; i < _line.Length && dropped is null; i++)
        {
            if (_words.Count > MaximumWords)
            {
                return new ShellWordList(_words, null, $"more than {MaximumWords} words");
            }

            var c = _line[i];
            if (_escaped)
            {
                _escaped = false;
                AppendEscaped(c, i);
            }
            else if (c == '\\' && !_singleQuoted)
            {
                Begin(i);
                _escaped = true;
            }
            else if (c is ' ' or '\t' or '\r' or '\n' && !IsQuoted)
            {
                End(i);
            }
            else if (c is ';' or '&' or '|' or '<' or '>' && !IsQuoted)
            {
                dropped = DropFrom(i);
            }
            else if (c is '(' or ')' && !_singleQuoted && !_doubleQuoted && !_backQuoted)
            {
                if (!TogglesParenthesis(c))
                {
                    return new ShellWordList(_words, null, $"'{c}' outside quotes");
                }

                Append(c, i);
            }
            else if (!TogglesQuote(c, i))
            {
                Append(c, i);
            }
        }

        End(dropped ?? _line.Length);
        return new ShellWordList(_words, dropped, dropped is null || IsQuoted || _escaped ? OpenError() : null);
    }

    private string? OpenError() =>
        _singleQuoted || _doubleQuoted ? "a quote is not closed"
        : _backQuoted ? "a backquote is not closed"
        : _inDollarParenthesis ? "a parenthesis is not closed"
        : _escaped ? "a backslash at the end"
        : null;

    private bool TogglesQuote(char c, int position)
    {
        switch (c)
        {
            case '"' when !_singleQuoted && !_inDollarParenthesis && !_backQuoted:
                Begin(position);
                _inWord |= _doubleQuoted;
                _doubleQuoted = !_doubleQuoted;
                return true;
            case '\'' when !_doubleQuoted && !_inDollarParenthesis && !_backQuoted:
                Begin(position);
                _inWord |= _singleQuoted;
                _singleQuoted = !_singleQuoted;
                return true;
            case '`' when !_singleQuoted && !_doubleQuoted && !_inDollarParenthesis:
                _backQuoted = !_backQuoted;
                return false;
            default:
                return false;
        }
    }

    /// <summary><c>$(</c> opens, the next <c>)</c> closes; any other parenthesis is refused.</summary>
    private bool TogglesParenthesis(char c)
    {
        var follows = _word.Length > 0 && _word[_word.Length - 1] == '$' && !(_word.Length > 1 && _word[_word.Length - 2] == '\\');
        var toggles = c == ')' ? _inDollarParenthesis : !_inDollarParenthesis && follows;
        _inDollarParenthesis = toggles ? c == '(' : _inDollarParenthesis;
        return toggles;
    }

    private void AppendEscaped(char c, int position)
    {
        if (_backQuoted || _inDollarParenthesis)
        {
            Append('\\', position);
            Append(c, position);
        }
        else
        {
            Append(c switch { 't' => '\t', 'n' => '\n', _ => c }, position);
        }
    }

    /// <summary>A file descriptor before <c>&gt;</c> goes with the operator.</summary>
    private int DropFrom(int position)
    {
        var isDescriptor = _line[position] == '>' && _word.Length > 0 && _word.ToString().All(static c => c is >= '0' and <= '9');
        _inWord &= !isDescriptor;
        return isDescriptor ? _wordStart : position;
    }

    private void Begin(int position) => _wordStart = _wordStart < 0 ? position : _wordStart;

    private void Append(char c, int position)
    {
        Begin(position);
        _word.Append(c);
        _inWord = true;
    }

    private void End(int position)
    {
        if (_inWord)
        {
            _words.Add(new ShellWordSpan(_word.ToString(), _wordStart, position));
        }

        _word.Clear();
        _inWord = false;
        _wordStart = -1;
    }
}

/// <summary>One argument and its range in the line, quotes included.</summary>
internal readonly record struct ShellWordSpan(string Value, int Start, int End);

/// <param name="DroppedFrom">Offset of the operator that ended the parsing.</param>
/// <param name="Error">Why the line is refused.</param>
internal sealed record ShellWordList(IReadOnlyList<ShellWordSpan> Words, int? DroppedFrom, string? Error);
