using System.Text;

namespace Dockerlint.Dockerfile;

/// <summary>
/// The pattern of <c>${V#pattern}</c>, <c>${V%pattern}</c> and <c>${V/pattern/text}</c>: <c>*</c>, <c>?</c> and escaped characters
/// (moby/buildkit frontend/dockerfile/shell/lex.go, convertShellPatternToRegex).
/// </summary>
internal sealed class WildcardPattern
{
    private const char AnyText = '\uFFFF';
    private const char AnyCharacter = '\uFFFE';

    /// <summary>Work beyond this is not worth a variable's value.</summary>
    private const int MaxWork = 1_000_000;

    private readonly string _tokens;

    private WildcardPattern(string tokens) => _tokens = tokens;

    /// <summary>Returns why the pattern is refused, or null.</summary>
    public static string? TryParse(string pattern, out WildcardPattern parsed)
    {
        var tokens = new StringBuilder(pattern.Length);
        parsed = new WildcardPattern(string.Empty);
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\')
            {
                var next = i + 1 < pattern.Length ? pattern[i + 1] : AnyText;
                if (next is '}' or '/')
                {
                    continue;
                }

                if (next is not ('*' or '?' or '\\'))
                {
                    return $"invalid pattern ({pattern}) in substitution: invalid escape";
                }

                tokens.Append(next);
                i++;
            }
            else
            {
                tokens.Append(c switch { '*' => AnyText, '?' => AnyCharacter, _ => c });
            }
        }

        parsed = new WildcardPattern(tokens.ToString());
        return null;
    }

    public bool CanMatch(string value) => (long)value.Length * (_tokens.Length + 1) <= MaxWork;

    public bool CanReplace(string value) => (long)value.Length * value.Length * (_tokens.Length + 1) <= MaxWork;

    public string WithoutPrefix(string value, bool longest)
    {
        var length = MatchLength(value, 0, 1, longest);
        return length < 0 ? value : value.Substring(length);
    }

    public string WithoutSuffix(string value, bool longest)
    {
        var length = MatchLength(value, value.Length - 1, -1, longest);
        return length < 0 ? value : value.Substring(0, value.Length - length);
    }

    public string Replace(string value, string replacement, bool all)
    {
        var result = new StringBuilder(value.Length);
        var i = 0;
        while (i <= value.Length)
        {
            var length = MatchLength(value, i, 1, longest: true);
            if (length >= 0)
            {
                result.Append(replacement);
                i += length;
                if (!all)
                {
                    break;
                }
            }

            if (length <= 0)
            {
                if (i < value.Length)
                {
                    result.Append(value[i]);
                }

                i++;
            }
            else if (i == value.Length)
            {
                break;
            }
        }

        return i < value.Length ? result.Append(value, i, value.Length - i).ToString() : result.ToString();
    }

    /// <summary>Follows all ways to match at once; -1 when there is none.</summary>
    private int MatchLength(string value, int start, int step, bool longest)
    {
        var states = new bool[_tokens.Length + 1];
        states[0] = true;
        Close(states, step);
        var found = states[_tokens.Length] ? 0 : -1;
        for (int i = start, consumed = 1; i >= 0 && i < value.Length && (longest || found < 0); i += step, consumed++)
        {
            var alive = false;
            for (var s = _tokens.Length; s >= 1; s--)
            {
                var token = Token(s - 1, step);
                var stays = s < _tokens.Length && states[s] && Token(s, step) == AnyText;
                var enters = states[s - 1] && token != AnyText && (token == AnyCharacter || token == value[i]);
                states[s] = stays || enters;
                alive |= states[s];
            }

            states[0] = states[0] && _tokens.Length > 0 && Token(0, step) == AnyText;
            alive |= states[0];
            Close(states, step);
            if (states[_tokens.Length])
            {
                found = consumed;
            }

            if (!alive)
            {
                break;
            }
        }

        return found;
    }

    private void Close(bool[] states, int step)
    {
        for (var s = 0; s < _tokens.Length; s++)
        {
            if (states[s] && Token(s, step) == AnyText)
            {
                states[s + 1] = true;
            }
        }
    }

    private char Token(int index, int step) => step > 0 ? _tokens[index] : _tokens[_tokens.Length - 1 - index];
}
