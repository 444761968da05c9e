using System.Text;

namespace Dockerlint.Dockerfile;

/// <summary>
/// Quotes, escapes and <c>$variables</c> in a word of an instruction, the way the builder (not a shell) treats them
/// (moby/buildkit frontend/dockerfile/shell/lex.go).
/// </summary>
internal sealed partial class BuilderLexer(char escape)
{
    /// <summary>Far beyond any real word, and low enough that nesting cannot exhaust the stack.</summary>
    private const int MaxNesting = 100;

    /// <summary>Variables that double each other must not eat the memory: a value this much longer than its text stays unknown.</summary>
    private const int MaxGrowth = 1 << 16;

    private const int MaxTotal = 1 << 24;

    private const char EndOfWord = '\0';

    private readonly StringBuilder _result = new();
    private string _word = string.Empty;
    private int _total;
    private bool _isTooLong;
    private int _position;
    private int _nesting;
    private bool _rawEscapes;
    private bool _keepsUnset;
    private bool _rawQuotes;
    private IVariables? _variables;
    private string? _unknown;
    private string? _error;

    public Expansion Expand(string word, IVariables variables)
    {
        if (IsPlain(word))
        {
            return new Expansion(word, null, null);
        }

        _variables = variables;
        _keepsUnset = false;
        _rawQuotes = false;
        Start(word, rawEscapes: false);
        var result = _result.Clear();
        if (_total > MaxTotal)
        {
            return new Expansion(null, null, null);
        }

        if (!ReadUntil(EndOfWord, result, null) && !_isTooLong)
        {
            return new Expansion(null, null, $"failed to process \"{Shorten(word)}\": {_error}");
        }

        _total += result.Length;
        return _unknown is null && !_isTooLong ? new Expansion(result.ToString(), null, null) : new Expansion(null, _unknown, null);
    }

    /// <summary>Splits at white space outside quotes and leaves every variable as it stands; null when the text cannot be read.</summary>
    public List<string>? Split(string text, bool keepQuotes, bool keepEscapes)
    {
        _variables = null;
        _keepsUnset = true;
        _rawQuotes = keepQuotes;
        Start(text, keepEscapes);
        var words = new WordCollector();
        return ReadUntil(EndOfWord, new StringBuilder(text.Length), words) ? words.Finish() : null;
    }

    /// <summary>It means itself.</summary>
    public bool IsPlain(string word)
    {
        foreach (var c in word)
        {
            if (c is '$' or '\'' or '"' || c == escape)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Quotes in pairs and nothing to expand, in the name and in the value of <c>name=value</c>: it cannot fail.</summary>
    public bool IsPlainlyQuoted(string word)
    {
        var quote = '\0';
        var isName = true;
        foreach (var c in word)
        {
            if (c is '$' or '<' || c == escape || isName && c == '=' && quote != '\0')
            {
                return false;
            }

            isName &= c != '=';
            quote = c is not ('\'' or '"') ? quote : quote == '\0' ? c : quote == c ? '\0' : quote;
        }

        return quote == '\0';
    }

    private static string Shorten(string word) => word.Length <= 200 ? word : $"{word.Substring(0, 200)}…";

    private void Start(string word, bool rawEscapes)
    {
        _word = word;
        _position = 0;
        _nesting = 0;
        _rawEscapes = rawEscapes;
        _unknown = null;
        _error = null;
        _isTooLong = false;
    }

    private bool AtEnd => _position >= _word.Length;

    private bool Fail(string error)
    {
        _error ??= error;
        return false;
    }

    private bool ReadUntil(char stop, StringBuilder result, WordCollector? words)
    {
        if (++_nesting > MaxNesting)
        {
            return Fail("substitutions nested too deeply");
        }

        while (!AtEnd)
        {
            var c = _word[_position];
            if (stop != EndOfWord && c == stop)
            {
                _position++;
                _nesting--;
                return true;
            }

            var before = result.Length;
            if (c is '\'' or '"' or '$')
            {
                if (!(c == '\'' ? ReadSingleQuoted(result) : c == '"' ? ReadDoubleQuoted(result) : ReadVariable(result)))
                {
                    return false;
                }

                words?.Add(result, before, splits: c == '$');
            }
            else if (c == '<')
            {
                ReadPossibleHeredoc(result);
                words?.Add(result, before, splits: false);
            }
            else if (c == escape)
            {
                _position++;
                if (_rawEscapes)
                {
                    result.Append(c);
                }

                if (!AtEnd)
                {
                    result.Append(_word[_position++]);
                }

                words?.Add(result, before, splits: false);
            }
            else
            {
                _position++;
                result.Append(c);
                words?.Add(result, before, splits: true);
            }

            if (words is null && result.Length - _word.Length > MaxGrowth)
            {
                _isTooLong = true;
                return false;
            }
        }

        _nesting--;
        return stop == EndOfWord || Fail($"unexpected end of statement while looking for matching {stop}");
    }

    private bool ReadSingleQuoted(StringBuilder result)
    {
        var close = _word.IndexOf('\'', _position + 1);
        if (close < 0)
        {
            return Fail("unexpected end of statement while looking for matching single-quote");
        }

        var start = _rawQuotes ? _position : _position + 1;
        result.Append(_word, start, (_rawQuotes ? close + 1 : close) - start);
        _position = close + 1;
        return true;
    }

    private bool ReadDoubleQuoted(StringBuilder result)
    {
        _position++;
        if (_rawQuotes)
        {
            result.Append('"');
        }

        while (!AtEnd)
        {
            var c = _word[_position];
            if (c == '"')
            {
                _position++;
                if (_rawQuotes)
                {
                    result.Append('"');
                }

                return true;
            }

            if (c == '$')
            {
                if (!ReadVariable(result))
                {
                    return false;
                }

                continue;
            }

            _position++;
            if (c == escape)
            {
                if (_rawEscapes)
                {
                    result.Append(c);
                }

                if (AtEnd)
                {
                    break;
                }

                if (_word[_position] is '"' or '$' || _word[_position] == escape)
                {
                    c = _word[_position++];
                }
            }

            result.Append(c);
        }

        return Fail("unexpected end of statement while looking for matching double-quote");
    }

    private void ReadPossibleHeredoc(StringBuilder result)
    {
        result.Append('<');
        _position++;
        if (AtEnd || _word[_position] != '<')
        {
            return;
        }

        result.Append('<');
        _position++;
        while (!AtEnd && _word[_position] is '\t' or '\r' or ' ')
        {
            result.Append(_word[_position++]);
        }
    }

    private bool ReadNested(char stop, bool rawEscapes, out string word)
    {
        var before = _rawEscapes;
        _rawEscapes = rawEscapes;
        var nested = new StringBuilder();
        var read = ReadUntil(stop, nested, null);
        _rawEscapes = before;
        word = nested.ToString();
        return read || Fail("syntax error: missing '}'");
    }
}
