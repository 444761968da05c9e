using System.Text;

namespace Dockerlint.Dockerfile;

internal sealed partial class BuilderLexer
{
    private bool ReadVariable(StringBuilder result)
    {
        var dollar = _position++;
        if (AtEnd || _word[_position] != '{')
        {
            var plain = ReadName();
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

        var name = ReadName();
        if (AtEnd)
        {
            return Fail("syntax error: missing '}'");
        }

        var modifier = _word[_position++];
        if (modifier == '}')
        {
            return AppendValue(name, dollar, result);
        }

        if (modifier == '/')
        {
            return ReadReplacement(name, result);
        }

        var emptyIsUnset = modifier == ':';
        if (emptyIsUnset)
        {
            modifier = AtEnd ? EndOfWord : _word[_position++];
        }

        var isSupported = modifier is '+' or '-' or '?' || (!emptyIsUnset && modifier is '#' or '%');
        return isSupported
            ? ReadModifier(name, modifier, emptyIsUnset, result)
            : Fail($"unsupported modifier ({(emptyIsUnset ? ":" : string.Empty)}{(modifier == EndOfWord ? string.Empty : modifier.ToString())}) in "
                + "substitution");
    }

    private string ReadName()
    {
        var start = _position;
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
        var unknownBefore = _unknown;
        if (!ReadNested('}', modifier is '#' or '%', out var word))
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

        var unknownInWord = _unknown;
        _unknown = unknownBefore;
        var variable = Find(name);
        if (variable.State == VariableState.Unknown)
        {
            _unknown ??= name;
            return true;
        }

        var hasValue = variable.State == VariableState.Set && !(emptyIsUnset && variable.Value.Length == 0);
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
                var reason = variable.State == VariableState.Set ? "is not allowed to be empty" : "is not allowed to be unset";
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

        var longest = pattern.Length > 0 && pattern[0] == modifier;
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
        var all = !AtEnd && _word[_position] == '/';
        if (all)
        {
            _position++;
        }

        if (!ReadNested('/', rawEscapes: true, out var pattern) || !ReadNested('}', rawEscapes: true, out var replacement))
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
}
