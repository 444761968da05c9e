using System.Globalization;

namespace Dockerlint.Cli.Output;

/// <summary>Text of unknown origin made fit for a terminal.</summary>
internal static class PlainText
{
    /// <summary>Where the unit of a line's time stands at the latest.</summary>
    private const int TimeColumn = 12;

    /// <summary>At the same length: a file must not steer the reader's terminal.</summary>
    public static string Printable(string text) => SafeText.Field(text);

    /// <summary><c>1 file</c>, <c>2 files</c>.</summary>
    public static string Counted(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>Lines of at most <paramref name="width"/>, broken at blanks; a longer word keeps its line.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        text = Printable(text);
        var start = 0;
        while (text.Length - start > width)
        {
            var end = text.LastIndexOf(' ', start + width, width);
            while (end > start && IsBeforeUnit(text, end))
            {
                end = text.LastIndexOf(' ', end - 1, end - 1 - start);
            }

            if (end <= start)
            {
                end = text.IndexOf(' ', start + width);
                if (end < 0)
                {
                    break;
                }
            }

            yield return text[start..end];
            start = end + 1;
        }

        yield return text[start..];
    }

    /// <summary>Each line of a report as wide as the reader's, its rest below where its text began.</summary>
    public static string FoldLines(string report, int width) => string.Join('\n', report.Split('\n').SelectMany(line => Fold(line, width)));

    /// <summary>The same for a line that is indented, and may begin with a time: <c>  0.123 s  what happened</c>.</summary>
    public static IEnumerable<string> Fold(string line, int width)
    {
        var start = line.Length - line.TrimStart(' ').Length;
        var text = line.IndexOf(" s  ", StringComparison.Ordinal) is > 0 and < TimeColumn and var unit ? unit + 4 : start;
        var parts = Wrap(line[text..], width - text).ToList();
        return parts.Select((part, index) => index == 0 ? line[..text] + part : new string(' ', text) + part);
    }

    /// <summary><c>45 s</c> is one word.</summary>
    private static bool IsBeforeUnit(string text, int blank)
    {
        var unit = text.AsSpan(blank + 1);
        var length = unit.StartsWith("ms") || unit.StartsWith("MB") ? 2 : unit is ['s', ..] ? 1 : 0;
        return length > 0 && char.IsAsciiDigit(text[blank - 1]) && (unit.Length == length || !char.IsLetter(unit[length]));
    }
}
