using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>
/// Cuts a stream into documents without parsing it: <c>---</c> and <c>...</c> at the start of a line are boundaries everywhere, even inside
/// scalars (YAML 1.2 §9.1.2, c-forbidden). So a broken document does not take the others with it, and unwanted ones cost a text search.
/// </summary>
internal static class DocumentBoundaries
{
    private static readonly char[] _stringsAndObjects = ['"', '{', '}'];

    public static IEnumerable<TextSpan> Of(string content) => JsonObjects(content) switch
    {
        { Count: > 1 } objects => objects,
        [var only] when JsonItems.Of(content, only) is { } items => items,
        _ => OfYaml(content),
    };

    /// <summary>What <c>jq '.items[]'</c> writes: one JSON object after the other, which is no YAML; null where the text is something else.</summary>
    private static List<TextSpan>? JsonObjects(string content)
    {
        var first = 0;
        while (first < content.Length && content[first] is ' ' or '\t' or '\r' or '\n')
        {
            first++;
        }

        if (first == content.Length || content[first] != '{' || first + 1 < content.Length && content[first + 1] is '{' or '%')
        {
            return null;
        }

        var spans = new List<TextSpan>();
        var depth = 0;
        var start = first;
        for (var i = first; i < content.Length; i = depth > 0 ? NextOf(_stringsAndObjects, content, i + 1) : i + 1)
        {
            switch (content[i])
            {
                case '"' when depth > 0:
                    i = EndOfString(content, i + 1);
                    break;
                case '{' when depth++ == 0:
                    start = i;
                    break;
                case '}' when --depth == 0:
                    spans.Add(TextSpan.FromBounds(start, i + 1));
                    break;
                default:
                    if (depth <= 0 && content[i] is not (' ' or '\t' or '\r' or '\n'))
                    {
                        return null;
                    }

                    break;
            }
        }

        return depth == 0 ? spans : null;
    }

    /// <summary>The next place of any of these, or the end: most of what lies between is indentation.</summary>
    internal static int NextOf(char[] marks, string content, int position) =>
        position < content.Length && content.IndexOfAny(marks, position) is >= 0 and var next ? next : content.Length;

    internal static int EndOfString(string content, int position)
    {
        while (position < content.Length && content[position] != '"')
        {
            position += content[position] == '\\' ? 2 : 1;
        }

        return position;
    }

    private static IEnumerable<TextSpan> OfYaml(string content)
    {
        var start = 0;
        var position = 0;
        var dashes = -1;
        var dots = -1;
        while (position < content.Length)
        {
            var marker = NextMarker(content, position, ref dashes, ref dots);
            var endsDocument = marker < content.Length && content[marker] == '.';
            if (marker > start && !IsPreamble(content, start, marker))
            {
                yield return TextSpan.FromBounds(start, marker);
                start = marker;
            }

            position = Math.Min(marker + 3, content.Length);
            if (endsDocument)
            {
                start = position = LineEnd(content, position);
            }
        }

        if (start < content.Length)
        {
            yield return TextSpan.FromBounds(start, content.Length);
        }
    }

    /// <summary>The next line that begins with a marker, or the end. Each kind is searched for once only, so that the whole is linear.</summary>
    private static int NextMarker(string content, int position, ref int dashes, ref int dots)
    {
        dashes = Next(content, "---", position, dashes);
        dots = Next(content, "...", position, dots);
        return Math.Min(dashes, dots);
    }

    private static int Next(string content, string marker, int position, int known)
    {
        while (known < position)
        {
            var from = Math.Max(known, position - 1);
            if (from < 0)
            {
                known = 0;
            }
            else
            {
                var found = content.IndexOf("\n" + marker, from, StringComparison.Ordinal);
                known = found < 0 ? content.Length : found + 1;
            }

            if (known < content.Length && !IsMarker(content, known, marker[0]))
            {
                position = Math.Max(position, known + 1);
            }
        }

        return known;
    }

    private static bool IsMarker(string content, int line, char marker) =>
        line + 3 <= content.Length
        && content[line] == marker && content[line + 1] == marker && content[line + 2] == marker
        && (line + 3 == content.Length || content[line + 3] is ' ' or '\t' or '\r' or '\n');

    /// <summary>Only comments, directives and blank lines: they belong to the document that follows.</summary>
    private static bool IsPreamble(string content, int start, int end)
    {
        if (IsMarker(content, start, '-'))
        {
            return false;
        }

        for (var i = start; i < end; i = LineEnd(content, i))
        {
            while (i < end && content[i] is ' ' or '\t')
            {
                i++;
            }

            if (i < end && content[i] is not ('#' or '%' or '\r' or '\n'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The start of the next line.</summary>
    private static int LineEnd(string content, int position)
    {
        var end = content.IndexOf('\n', position);
        return end < 0 ? content.Length : end + 1;
    }
}
