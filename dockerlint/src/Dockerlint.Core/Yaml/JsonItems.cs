using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>
/// What <c>kubectl get -o json</c> writes, one object of <c>"kind": "List"</c> around all others: these are documents of their own, each read and let
/// go by itself.
/// </summary>
internal static class JsonItems
{
    private static readonly char[] _marks = ['"', '{', '}', '[', ']'];

    /// <summary>Null: it is no such list.</summary>
    /// <param name="span">Of one object, brackets and quotes closed.</param>
    public static List<TextSpan>? Of(string content, TextSpan span)
    {
        List<TextSpan>? items = null;
        var isList = false;
        var depth = 0;
        var key = default(TextSpan);
        for (var i = span.Start; i < span.End; i++)
        {
            switch (content[i])
            {
                case '"':
                    var end = DocumentBoundaries.EndOfString(content, i + 1);
                    var text = TextSpan.FromBounds(i + 1, Math.Min(end, span.End));
                    isList |= depth == 1 && Is(content, key, "kind") && Is(content, text, "List");
                    key = depth == 1 ? text : default;
                    i = end;
                    break;
                case '[' when depth == 1 && Is(content, key, "items"):
                    items = Objects(content, i + 1, span.End, out var close);
                    if (items is null)
                    {
                        return null;
                    }

                    i = close;
                    break;
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    depth--;
                    break;
                case ',':
                    key = depth == 1 ? default : key;
                    break;
            }
        }

        return isList && items is { Count: > 0 } ? items : null;
    }

    /// <summary>Objects with commas between them; null: something else stands there.</summary>
    private static List<TextSpan>? Objects(string content, int start, int end, out int close)
    {
        var objects = new List<TextSpan>();
        var depth = 0;
        var begin = start;
        for (close = start; close < end; close = depth > 0 ? DocumentBoundaries.NextOf(_marks, content, close + 1) : close + 1)
        {
            switch (content[close])
            {
                case '"' when depth > 0:
                    close = DocumentBoundaries.EndOfString(content, close + 1);
                    break;
                case '{' or '[':
                    if (depth == 0 && content[close] == '[')
                    {
                        return null;
                    }

                    begin = depth++ == 0 ? close : begin;
                    break;
                case ']' when depth == 0:
                    return objects;
                case '}' or ']':
                    if (--depth == 0)
                    {
                        objects.Add(TextSpan.FromBounds(begin, close + 1));
                    }

                    break;
                case ' ' or '\t' or '\r' or '\n' or ',':
                    break;
                default:
                    if (depth == 0)
                    {
                        return null;
                    }

                    break;
            }
        }

        return null;
    }

    private static bool Is(string content, TextSpan span, string word) =>
        span.Length == word.Length && string.CompareOrdinal(content, span.Start, word, 0, word.Length) == 0;
}
