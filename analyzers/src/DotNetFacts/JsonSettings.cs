using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ShutdownToolkit.DotNetFacts;

/// <summary>
/// A settings file as configuration sees it: <c>Logging:LogLevel:Default</c> and its text, in any letter case; comments and trailing
/// commas are allowed, as the configuration reader allows them. What is not JSON yields what was read before.
/// </summary>
internal sealed class JsonSettings
{
    /// <summary>What the configuration reader takes (JsonDocumentOptions.MaxDepth unless told otherwise).</summary>
    private const int MaximumDepth = 64;

    /// <summary>Of a key with those around it, in characters; longer ones are passed over.</summary>
    private const int MaximumKey = 1_000;

    private readonly string _text;
    private readonly Dictionary<string, (string Text, TextSpan Span)> _values = new(StringComparer.OrdinalIgnoreCase);
    private int _at;

    public JsonSettings(string text)
    {
        _text = text;
        Value("", 1);
    }

    public IEnumerable<KeyValuePair<string, (string Text, TextSpan Span)>> Values => _values;

    public (string Text, TextSpan Span)? this[string key] => _values.TryGetValue(key, out var value) ? value : null;

    /// <param name="path">Null: too long to be kept.</param>
    private bool Value(string? path, int depth)
    {
        Skip();
        if (_at >= _text.Length || depth > MaximumDepth)
        {
            return false;
        }

        switch (_text[_at])
        {
            case '{': return Members('}', () => Quoted() is { } name && Next(':') && Value(Join(path, name), depth + 1));
            case '[':
                var index = 0;
                return Members(']', () => Value(Join(path, (index++).ToString(System.Globalization.CultureInfo.InvariantCulture)), depth + 1));
            case '"':
                var start = _at;
                if (Quoted() is not { } text)
                {
                    return false;
                }

                Keep(path, text, start);
                return true;
            default:
                var from = _at;
                while (_at < _text.Length && ",}] \t\r\n/".IndexOf(_text[_at]) < 0)
                {
                    _at++;
                }

                Keep(path, _text.Substring(from, _at - from), from);
                return _at > from;
        }
    }

    private bool Members(char end, Func<bool> member)
    {
        _at++;
        for (Skip(); _at < _text.Length; Skip())
        {
            if (Next(end))
            {
                return true;
            }

            if (!member())
            {
                return false;
            }

            Next(',');
        }

        return false;
    }

    private string? Quoted()
    {
        Skip();
        if (_at >= _text.Length || _text[_at] != '"')
        {
            return null;
        }

        var value = new StringBuilder();
        for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
        {
            value.Append(_text[_at] == '\\' && _at + 1 < _text.Length ? _text[++_at] : _text[_at]);
        }

        return _at++ < _text.Length ? value.ToString() : null;
    }

    private bool Next(char expected)
    {
        Skip();
        if (_at >= _text.Length || _text[_at] != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Skip()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]) || _text[_at] == '\uFEFF')
            {
                _at++;
            }
            else if (string.CompareOrdinal(_text, _at, "//", 0, 2) == 0)
            {
                _at = EndOf("\n", 0);
            }
            else if (string.CompareOrdinal(_text, _at, "/*", 0, 2) == 0)
            {
                _at = EndOf("*/", 2);
            }
            else
            {
                return;
            }
        }
    }

    private int EndOf(string mark, int length)
    {
        var end = _text.IndexOf(mark, _at, StringComparison.Ordinal);
        return end < 0 ? _text.Length : end + length;
    }

    private void Keep(string? path, string text, int start)
    {
        if (path is not null)
        {
            _values[path] = (text, TextSpan.FromBounds(start, _at));
        }
    }

    private static string? Join(string? path, string name) => path is null || path.Length + name.Length > MaximumKey ? null
        : path.Length == 0 ? name
        : path + ":" + name;
}
