using System.Text;
using Dockerlint.Text;

namespace Dockerlint.Compose;

/// <summary>
/// Variables in a value as compose-go's template package substitutes them. A variable without value or default stays as <c>${NAME}</c> and is
/// named in the result: Compose would put nothing there, or what the shell holds on the day.
/// </summary>
internal sealed class Interpolation(Func<string, string?> lookup)
{
    private const int MaximumNesting = 20;

    private readonly ExpansionLimit _limit = new();

    public static Interpolation Nothing { get; } = new(static _ => null);

    public InterpolatedText Apply(string text)
    {
        if (!text.Contains('$'))
        {
            return new InterpolatedText(text, null, null);
        }

        string? unresolved = null;
        string? invalid = null;
        var result = Substitute(text, 0, ref unresolved, ref invalid);
        _limit.Add(text.Length, result.Length);
        return new InterpolatedText(result, unresolved, invalid);
    }

    private string Substitute(string text, int nesting, ref string? unresolved, ref string? invalid)
    {
        var result = new StringBuilder(text.Length);
        var i = 0;
        while (i < text.Length)
        {
            var dollar = text.IndexOf('$', i);
            if (dollar < 0 || dollar + 1 == text.Length)
            {
                break;
            }

            if (!_limit.Allows(text.Length, result.Length))
            {
                unresolved ??= "too long to follow";
                return text;
            }

            result.Append(text, i, dollar - i);
            i = dollar + 1;
            if (text[i] == '$')
            {
                result.Append('$');
                i++;
            }
            else if (IsNameStart(text[i]))
            {
                var name = NameAt(text, i);
                result.Append(Plain(name, ref unresolved));
                i += name.Length;
            }
            else if (text[i] == '{')
            {
                var close = ClosingBrace(text, i);
                if (close < 0 || nesting > MaximumNesting)
                {
                    invalid ??= text;
                    i = dollar;
                    break;
                }

                result.Append(Braced(text.Substring(i + 1, close - i - 1), nesting, ref unresolved, ref invalid));
                i = close + 1;
            }
            else
            {
                result.Append('$');
            }
        }

        result.Append(text, i, text.Length - i);
        if (!_limit.Allows(text.Length, result.Length))
        {
            unresolved ??= "too long to follow";
            return text;
        }

        return result.ToString();
    }

    private string Plain(string name, ref string? unresolved)
    {
        if (lookup(name) is { } value)
        {
            return value;
        }

        unresolved ??= name;
        return "${" + name + "}";
    }

    private string Braced(string expression, int nesting, ref string? unresolved, ref string? invalid)
    {
        var name = expression.Length > 0 && IsNameStart(expression[0]) ? NameAt(expression, 0) : string.Empty;
        if (name.Length > 0 && name.Length == expression.Length)
        {
            return Plain(name, ref unresolved);
        }

        var orEmpty = name.Length < expression.Length && expression[name.Length] == ':';
        var operation = name.Length + (orEmpty ? 1 : 0);
        if (name.Length == 0 || operation >= expression.Length || expression[operation] is not ('-' or '?' or '+'))
        {
            invalid ??= "${" + expression + "}";
            return "${" + expression + "}";
        }

        var value = lookup(name);
        var isSet = value is not null && !(orEmpty && value.Length == 0);
        var argument = expression.Substring(operation + 1);
        return expression[operation] switch
        {
            '-' => isSet ? value! : Substitute(argument, nesting + 1, ref unresolved, ref invalid),
            '+' => isSet ? Substitute(argument, nesting + 1, ref unresolved, ref invalid) : string.Empty,
            _ => isSet ? value! : Plain(name, ref unresolved),
        };
    }

    private static int ClosingBrace(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsNameStart(char c) => c is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static string NameAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && (IsNameStart(text[end]) || text[end] is >= '0' and <= '9'))
        {
            end++;
        }

        return text.Substring(start, end - start);
    }
}

/// <param name="UnresolvedVariable">The first variable without a value.</param>
/// <param name="Invalid">The text that Compose refuses as a template; null for none.</param>
internal readonly record struct InterpolatedText(string Text, string? UnresolvedVariable, string? Invalid);
