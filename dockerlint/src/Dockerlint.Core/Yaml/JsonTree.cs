using System.Text;
using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>
/// A document that is plain JSON (RFC 8259), as <c>kubectl get -o json</c> writes megabytes of it: the same tree that the YAML parser makes, in a
/// tenth of the time. At the first thing that is no JSON, or that YAML sees otherwise, it gives up and the YAML parser says what it is.
/// </summary>
internal sealed class JsonTree
{
    /// <summary>Of a key that YAML takes for one (YAML 1.2, 7.4).</summary>
    private const int MaximumKey = 1000;

    private const int MaximumNodes = TreeBuilder.MaximumNodes;

    private readonly SourceText _source;
    private readonly string _content;
    private readonly int _end;
    private readonly StringBuilder _unescaped = new();
    private int _position;
    private int _nodes;

    private JsonTree(SourceText source, TextSpan span)
    {
        _source = source;
        _content = source.Content;
        _position = span.Start;
        _end = span.End;
    }

    /// <summary>Null: it is not plain JSON.</summary>
    public static YamlDocument? Read(SourceText source, TextSpan span)
    {
        var tree = new JsonTree(source, span);
        tree.SkipBlanks();
        if (tree.Next != '{' || tree.ReadMapping(1) is not { } root)
        {
            return null;
        }

        tree.SkipBlanks();
        return tree._position == tree._end ? new YamlDocument { Source = source, Span = span, Root = root } : null;
    }

    private char Next => _position < _end ? _content[_position] : '\0';

    private YamlNode? ReadNode(int depth)
    {
        SkipBlanks();
        return ++_nodes > MaximumNodes || depth > TreeBuilder.MaximumDepth ? null : Next switch
        {
            '{' => ReadMapping(depth),
            '[' => ReadSequence(depth),
            '"' => ReadString(),
            _ => ReadWord(),
        };
    }

    private YamlMapping? ReadMapping(int depth)
    {
        var start = _position++;
        var entries = new List<YamlEntry>();
        HashSet<string>? keys = null;
        SkipBlanks();
        while (Next != '}')
        {
            if (entries.Count > 0 && !TrySkip(','))
            {
                return null;
            }

            SkipBlanks();
            if (Next != '"' || ++_nodes > MaximumNodes || ReadString() is not { Span.Length: <= MaximumKey } key
                || !IsNew(key.Value, entries, ref keys) || !TrySkip(':')
                || (IsOfTheServer(key.Value, depth, entries) ? SkipMapping() : ReadNode(depth + 1)) is not { } value)
            {
                return null;
            }

            entries.Add(new YamlEntry(key, value));
            SkipBlanks();
        }

        _position++;
        return new YamlMapping(_source, TextSpan.FromBounds(start, _position), null, entries);
    }

    /// <summary>What the API server keeps for itself in an object: a third of what it answers, and nothing that anybody wrote.</summary>
    private static bool IsOfTheServer(string key, int depth, List<YamlEntry> before) => depth switch
    {
        1 => key == "status" && before is [{ Key: "apiVersion" }, ..],
        2 => key == "managedFields",
        _ => false,
    };

    /// <summary>Read no further than to its end; a list counts as empty, too.</summary>
    private YamlMapping? SkipMapping()
    {
        SkipBlanks();
        var start = _position;
        var depth = 0;
        for (; _position < _end; _position++)
        {
            switch (_content[_position])
            {
                case '"':
                    _position = DocumentBoundaries.EndOfString(_content, _position + 1);
                    break;
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']' when --depth == 0:
                    _position++;
                    return new YamlMapping(_source, TextSpan.FromBounds(start, _position), null, []);
                case not (' ' or '\n' or '\r' or '\t') when depth == 0:
                    return null;
            }
        }

        return null;
    }

    private YamlSequence? ReadSequence(int depth)
    {
        var start = _position++;
        var items = new List<YamlNode>();
        SkipBlanks();
        while (Next != ']')
        {
            if (items.Count > 0 && !TrySkip(',') || ReadNode(depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
            SkipBlanks();
        }

        _position++;
        return new YamlSequence(_source, TextSpan.FromBounds(start, _position), null, items);
    }

    /// <summary>A key that is there twice is an error that the YAML parser words.</summary>
    private static bool IsNew(string key, List<YamlEntry> entries, ref HashSet<string>? keys)
    {
        if (entries.Count >= YamlMapping.Few)
        {
            keys ??= new HashSet<string>(entries.Select(static entry => entry.Key!), StringComparer.Ordinal);
            return keys.Add(key);
        }

        foreach (var entry in entries)
        {
            if (string.Equals(entry.Key, key, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private YamlScalar? ReadString()
    {
        var start = _position++;
        _unescaped.Clear();
        var from = _position;
        while (true)
        {
            var c = Next;
            // Line breaks of Unicode are folded by YAML; half a pair is no text.
            if (c is < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' or '\ufeff' || char.IsSurrogate(c) && !IsPair())
            {
                return null;
            }

            if (c == '"')
            {
                break;
            }

            if (c != '\\')
            {
                _position += char.IsSurrogate(c) ? 2 : 1;
                continue;
            }

            _unescaped.Append(_content, from, _position - from);
            _position++;
            if (!TryUnescape())
            {
                return null;
            }

            from = _position;
        }

        var value = _unescaped.Length == 0 ? SharedWords.Of(_content, from, _position - from)
            : _unescaped.Append(_content, from, _position - from).ToString();
        _position++;
        return new YamlScalar(_source, TextSpan.FromBounds(start, _position), null, value, YamlScalarStyle.DoubleQuoted);
    }

    private bool IsPair() => _position + 1 < _end && char.IsSurrogatePair(_content[_position], _content[_position + 1]);

    private bool TryUnescape()
    {
        var c = Next;
        _position++;
        var plain = c switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', '"' or '\\' or '/' => c, _ => '\0' };
        if (plain != '\0')
        {
            _unescaped.Append(plain);
            return true;
        }

        var code = 0;
        for (var i = 0; i < 4; i++, _position++)
        {
            var digit = Next switch
            {
                >= '0' and <= '9' and var d => d - '0',
                >= 'a' and <= 'f' and var d => d - 'a' + 10,
                >= 'A' and <= 'F' and var d => d - 'A' + 10,
                _ => -1,
            };
            if (c != 'u' || digit < 0)
            {
                return false;
            }

            code = (code * 16) + digit;
        }

        _unescaped.Append((char)code);
        return !char.IsSurrogate((char)code);
    }

    /// <summary>A number, <c>true</c>, <c>false</c>, <c>null</c>: characters that mean the same in YAML.</summary>
    private YamlScalar? ReadWord()
    {
        var start = _position;
        while (Next is (>= '0' and <= '9') or (>= 'a' and <= 'z') or '-' or '+' or '.' or 'E')
        {
            _position++;
        }

        var word = SharedWords.Of(_content, start, _position - start);
        return word is "true" or "false" or "null" || IsNumber(word)
            ? new YamlScalar(_source, TextSpan.FromBounds(start, _position), null, word, YamlScalarStyle.Plain)
            : null;
    }

    private static bool IsNumber(string word)
    {
        var i = word.Length > 0 && word[0] == '-' ? 1 : 0;
        var whole = Digits(word, ref i);
        if (whole == 0 || whole > 1 && word[i - whole] == '0')
        {
            return false;
        }

        if (i < word.Length && word[i] == '.')
        {
            i++;
            if (Digits(word, ref i) == 0)
            {
                return false;
            }
        }

        if (i < word.Length && word[i] is 'e' or 'E')
        {
            i++;
            i += i < word.Length && word[i] is '+' or '-' ? 1 : 0;
            if (Digits(word, ref i) == 0)
            {
                return false;
            }
        }

        return i == word.Length;
    }

    private static int Digits(string word, ref int position)
    {
        var start = position;
        while (position < word.Length && word[position] is >= '0' and <= '9')
        {
            position++;
        }

        return position - start;
    }

    private bool TrySkip(char c)
    {
        SkipBlanks();
        if (Next != c)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void SkipBlanks()
    {
        var content = _content;
        var position = _position;
        while (position < _end && content[position] is ' ' or '\t' or '\r' or '\n')
        {
            position++;
        }

        _position = position;
    }
}
