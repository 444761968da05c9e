using System.Text;

namespace Dockerlint.Dockerfile;

/// <summary>
/// Quotes, escapes and <c>$variables</c> in a word of an instruction, the way the builder (not a shell) treats them
/// (moby/buildkit frontend/dockerfile/shell/lex.go).
/// </summary>
internal sealed class BuilderLexer(char escape)
{
    /// <summary>Far beyond any real word, and low enough that nesting cannot exhaust the stack.</summary>
    private const int MaxNesting = 100;

    /// <summary>Variables that double each other must not eat the memory.</summary>
    private const int MaxResult = 1 << 16;

    private const char EndOfWord = '\0';

    private string _word = string.Empty;
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
        var result = new StringBuilder(word.Length);
        if (!ReadUntil(EndOfWord, result, null))
        {
            return new Expansion(null, null, $"failed to process \"{Shorten(word)}\": {_error}");
        }

        return _unknown is null ? new Expansion(result.ToString(), null, null) : new Expansion(null, _unknown, null);
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

    private bool IsPlain(string word)
    {
        foreach (char c in word)
        {
            if (c is '$' or '\'' or '"' || c == escape)
            {
                return false;
            }
        }

        return true;
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
            char c = _word[_position];
            if (stop != EndOfWord && c == stop)
            {
                _position++;
                _nesting--;
                return true;
            }

            int before = result.Length;
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

            if (result.Length > MaxResult && words is null)
            {
                return Fail("the value is too long");
            }
        }

        _nesting--;
        return stop == EndOfWord || Fail($"unexpected end of statement while looking for matching {stop}");
    }

    private bool ReadSingleQuoted(StringBuilder result)
    {
        int close = _word.IndexOf('\'', _position + 1);
        if (close < 0)
        {
            return Fail("unexpected end of statement while looking for matching single-quote");
        }

        int start = _rawQuotes ? _position : _position + 1;
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
            char c = _word[_position];
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

    private bool ReadVariable(StringBuilder result)
    {
        int dollar = _position++;
        if (AtEnd || _word[_position] != '{')
        {
            string plain = ReadName();
            if (plain.Length == 0)
            {
                result.Append('$');
                return true;
            }

            return AppendValue(plain, dollar, result);
        }

        _position++;
        if (AtEnd)
        {
            return Fail("syntax error: missing '}'");
        }

        if (_word[_position] is '{' or '}' or ':')
        {
            return Fail("syntax error: bad substitution");
        }

        string name = ReadName();
        if (AtEnd)
        {
            return Fail("unsupported modifier in substitution");
        }

        char modifier = _word[_position++];
        if (modifier == '}')
        {
            return AppendValue(name, dollar, result);
        }

        if (modifier == '/')
        {
            return ReadReplacement(name, result);
        }

        bool emptyIsUnset = modifier == ':';
        if (emptyIsUnset)
        {
            modifier = AtEnd ? EndOfWord : _word[_position++];
        }

        bool isSupported = modifier is '+' or '-' or '?' || (!emptyIsUnset && modifier is '#' or '%');
        return isSupported
            ? ReadModifier(name, modifier, emptyIsUnset, result)
            : Fail($"unsupported modifier ({(emptyIsUnset ? ":" : string.Empty)}{(modifier == EndOfWord ? string.Empty : modifier.ToString())}) in substitution");
    }

    private string ReadName()
    {
        int start = _position;
        if (AtEnd)
        {
            return string.Empty;
        }

        if (char.IsDigit(_word[start]))
        {
            while (!AtEnd && char.IsDigit(_word[_position]))
            {
                _position++;
            }
        }
        else if (_word[start] is '@' or '*' or '#' or '?' or '-' or '$' or '!')
        {
            _position++;
        }
        else
        {
            while (!AtEnd && (char.IsLetterOrDigit(_word[_position]) || _word[_position] == '_'))
            {
                _position++;
            }
        }

        return _word.Substring(start, _position - start);
    }

    private bool AppendValue(string name, int dollar, StringBuilder result)
    {
        if (_keepsUnset)
        {
            result.Append(_word, dollar, _position - dollar);
            return true;
        }

        var variable = Find(name);
        if (variable.State is VariableState.Unknown or VariableState.NotSetHere)
        {
            _unknown ??= name;
        }

        result.Append(variable.Value);
        return true;
    }

    /// <summary><c>$1</c> and <c>$@</c> never have a value in a Dockerfile.</summary>
    private Variable Find(string name) => name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') ? _variables!.Find(name) : Variable.Unset;

    private bool ReadModifier(string name, char modifier, bool emptyIsUnset, StringBuilder result)
    {
        string? unknownBefore = _unknown;
        if (!ReadNested('}', modifier is '#' or '%', out string word))
        {
            return false;
        }

        if (_keepsUnset)
        {
            result.Append('$').Append('{').Append(name);
            if (emptyIsUnset)
            {
                result.Append(':');
            }

            result.Append(modifier).Append(word).Append('}');
            return true;
        }

        string? unknownInWord = _unknown;
        _unknown = unknownBefore;
        var variable = Find(name);
        if (variable.State == VariableState.Unknown)
        {
            _unknown ??= name;
            return true;
        }

        bool hasValue = variable.State == VariableState.Set && !(emptyIsUnset && variable.Value.Length == 0);
        switch (modifier)
        {
            case '-' when !hasValue:
            case '+' when hasValue:
                _unknown ??= unknownInWord;
                result.Append(word);
                return true;
            case '-':
                result.Append(variable.Value);
                return true;
            case '+':
                return true;
            case '?' when hasValue:
                result.Append(variable.Value);
                return true;
            case '?' when variable.State == VariableState.NotSetHere:
                _unknown ??= name;
                return true;
            case '?':
                string reason = variable.State == VariableState.Set ? "is not allowed to be empty" : "is not allowed to be unset";
                return Fail($"{name}: {(word.Length > 0 ? word : reason)}");
            default:
                return AppendTrimmed(name, variable, modifier, word, result);
        }
    }

    private bool AppendTrimmed(string name, Variable variable, char modifier, string pattern, StringBuilder result)
    {
        if (variable.State == VariableState.NotSetHere)
        {
            _unknown ??= name;
            return true;
        }

        bool longest = pattern.Length > 0 && pattern[0] == modifier;
        if (WildcardPattern.TryParse(longest ? pattern.Substring(1) : pattern, out var parsed) is { } error)
        {
            return Fail(error);
        }

        if (!parsed.CanMatch(variable.Value))
        {
            _unknown ??= name;
            return true;
        }

        result.Append(modifier == '#' ? parsed.WithoutPrefix(variable.Value, longest) : parsed.WithoutSuffix(variable.Value, longest));
        return true;
    }

    private bool ReadReplacement(string name, StringBuilder result)
    {
        bool all = !AtEnd && _word[_position] == '/';
        if (all)
        {
            _position++;
        }

        if (!ReadNested('/', rawEscapes: true, out string pattern) || !ReadNested('}', rawEscapes: true, out string replacement))
        {
            return false;
        }

        if (_keepsUnset)
        {
            result.Append("${").Append(name).Append('/').Append(pattern).Append('/').Append(replacement).Append('}');
            return true;
        }

        var variable = Find(name);
        if (variable.State is VariableState.Unknown or VariableState.NotSetHere)
        {
            _unknown ??= name;
            return true;
        }

        if (WildcardPattern.TryParse(pattern, out var parsed) is { } error)
        {
            return Fail(error);
        }

        if (!parsed.CanReplace(variable.Value))
        {
            _unknown ??= name;
            return true;
        }

        result.Append(parsed.Replace(variable.Value, replacement, all));
        return true;
    }

    private bool ReadNested(char stop, bool rawEscapes, out string word)
    {
        bool before = _rawEscapes;
        _rawEscapes = rawEscapes;
        var nested = new StringBuilder();
        bool read = ReadUntil(stop, nested, null);
        _rawEscapes = before;
        word = nested.ToString();
        return read || Fail("syntax error: missing '}'");
    }

    private sealed class WordCollector
    {
        private readonly List<string> _words = [];
        private readonly StringBuilder _current = new();

        public void Add(StringBuilder text, int start, bool splits)
        {
            for (int i = start; i < text.Length; i++)
            {
                char c = text[i];
                if (!splits || !char.IsWhiteSpace(c))
                {
                    _current.Append(c);
                }
                else if (_current.Length > 0)
                {
                    _words.Add(_current.ToString());
                    _current.Clear();
                }
            }
        }

        public List<string> Finish()
        {
            if (_current.Length > 0)
            {
                _words.Add(_current.ToString());
                _current.Clear();
            }

            return _words;
        }
    }
}
