using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>The top-level <c>kind</c> of a document, read off its lines.</summary>
internal static class TopLevelKind
{
    private const string Key = "kind:";

    /// <summary>Empty: it has none; null: it is not written the usual way, so only parsing tells.</summary>
    public static string? Of(string content, TextSpan span)
    {
        var first = FirstContent(content, span);
        if (first == span.End)
        {
            return string.Empty;
        }

        var atColumnOne = first == span.Start || content[first - 1] == '\n';
        if (!atColumnOne || !(char.IsLetter(content[first]) || content[first] is '_'))
        {
            return null;
        }

        var key = Starts(content, first) ? first : content.IndexOf("\n" + Key, first, span.End - first, StringComparison.Ordinal);
        if (key < 0)
        {
            return string.Empty;
        }

        return Value(content, key + Key.Length + (key == first ? 0 : 1), span.End);
    }

    private static bool Starts(string content, int position) => string.CompareOrdinal(content, position, Key, 0, Key.Length) == 0;

    private static string? Value(string content, int start, int end)
    {
        var lineEnd = content.IndexOf('\n', start, end - start);
        var value = content.Substring(start, (lineEnd < 0 ? end : lineEnd) - start);
        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        value = (comment < 0 ? value : value.Substring(0, comment)).Trim();
        if (value.Length > 2 && value[0] is '"' or '\'' && value[value.Length - 1] == value[0])
        {
            value = value.Substring(1, value.Length - 2);
        }

        return value.Length > 0 && char.IsLetter(value[0]) ? value : null;
    }

    /// <summary>Past comments, directives and the document's own <c>---</c>.</summary>
    private static int FirstContent(string content, TextSpan span)
    {
        var i = span.Start;
        while (i < span.End)
        {
            var startsLine = i == span.Start || content[i - 1] == '\n';
            if (content[i] == '#' || (startsLine && content[i] == '%'))
            {
                var lineEnd = content.IndexOf('\n', i, span.End - i);
                i = lineEnd < 0 ? span.End : lineEnd;
            }
            else if (startsLine && string.CompareOrdinal(content, i, "---", 0, 3) == 0)
            {
                i += 3;
            }
            else if (content[i] is ' ' or '\t' or '\r' or '\n')
            {
                i++;
            }
            else
            {
                return i;
            }
        }

        return span.End;
    }
}
