using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dockerlint.Cli.Output;

/// <summary>
/// What text of unknown origin may do to its reader, and how each format says it instead: steer the terminal (control characters), change
/// the order that is seen (bidirectional marks), end a line (U+2028), hide (zero width), or be a command of the CI runner (<c>::cmd</c> at
/// the beginning of a line, <c>##[cmd]</c> anywhere; actions/runner ActionCommand.cs).
/// </summary>
internal static class SafeText
{
    private const string AzureCommand = "##[";

    /// <summary>First and last of each range; a tab is no harm, a line end is.</summary>
    private static readonly (char First, char Last)[] _ranges =
    [
        ('\0', '\b'), ('\n', '\u001f'), ('\u007f', '\u009f'), ('\u00ad', '\u00ad'), ('\u061c', '\u061c'), ('\u180e', '\u180e'), ('\u200b', '\u200f'),
        ('\u2028', '\u202e'), ('\u2060', '\u206f'), ('\ufeff', '\ufeff'), ('\ufff9', '\ufffb'),
    ];

    private static readonly SearchValues<char> _hostile = SearchValues.Create(AllOf(_ranges));

    public static bool IsHostile(char c) => _hostile.Contains(c);

    public static int IndexOfHostile(ReadOnlySpan<char> text) => text.IndexOfAny(_hostile);

    /// <summary>Each hostile character a space and <c>##[</c> broken, at the same length.</summary>
    public static string Field(string text)
    {
        var isClean = IndexOfHostile(text) < 0 && !text.Contains('\t', StringComparison.Ordinal)
            && !text.Contains(AzureCommand, StringComparison.Ordinal);
        return isClean ? text : string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                var isCommand = source[i] == '[' && i >= 2 && source[i - 1] == '#' && source[i - 2] == '#';
                if (isCommand)
                {
                    span[i - 1] = ' ';
                }

                span[i] = source[i] == '\t' || IsHostile(source[i]) ? ' ' : source[i];
            }
        });
    }

    /// <summary>A text of JSON: hostile characters can only stand in its strings, where an escape means the same.</summary>
    public static string Json(string json) => Escaped(json, "##\\u005b", static c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"));

    /// <summary>A text of XML or HTML: the same with character references; what XML 1.0 cannot say is a space.</summary>
    public static string Markup(string markup)
    {
        var escaped = Escaped(markup, "##&#x5b;", static c => c < ' ' ? " " : string.Create(CultureInfo.InvariantCulture, $"&#x{(int)c:x};"));
        return escaped.Contains("::", StringComparison.Ordinal) ? LinesOf(escaped, "&#x3a;:") : escaped;
    }

    /// <summary>The beginning of a line that a runner would obey.</summary>
    public static bool BeginsCommand(ReadOnlySpan<char> line) => line.TrimStart().StartsWith("::", StringComparison.Ordinal);

    private static char[] AllOf((char First, char Last)[] ranges)
    {
        var all = new List<char>(160);
        foreach (var (first, last) in ranges)
        {
            for (int c = first; c <= last; c++)
            {
                all.Add((char)c);
            }
        }

        return [.. all];
    }

    private static string Escaped(string text, string command, Func<char, string> escape)
    {
        text = text.Replace(AzureCommand, command, StringComparison.Ordinal);
        var next = NextInside(text, 0);
        if (next < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        var start = 0;
        for (; next >= 0; next = NextInside(text, start))
        {
            result.Append(text, start, next - start).Append(escape(text[next]));
            start = next + 1;
        }

        return result.Append(text, start, text.Length - start).ToString();
    }

    /// <summary>Line ends are the format's own.</summary>
    private static int NextInside(string text, int start)
    {
        while (true)
        {
            var next = IndexOfHostile(text.AsSpan(start));
            if (next < 0)
            {
                return -1;
            }

            if (text[start + next] is not ('\n' or '\r'))
            {
                return start + next;
            }

            start += next + 1;
        }
    }

    private static string LinesOf(string text, string colons)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            result.Append(result.Length == 0 ? "" : "\n");
            var at = BeginsCommand(line) ? line.IndexOf("::", StringComparison.Ordinal) : -1;
            _ = at < 0 ? result.Append(line) : result.Append(line[..at]).Append(colons).Append(line[(at + 2)..]);
        }

        return result.ToString();
    }
}
