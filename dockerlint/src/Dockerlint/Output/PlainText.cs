using System.Globalization;

namespace Dockerlint.Cli.Output;

/// <summary>Text of unknown origin made fit for a terminal.</summary>
internal static class PlainText
{
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

    /// <summary><c>45 s</c> is one word.</summary>
    private static bool IsBeforeUnit(string text, int blank)
    {
        var unit = text.AsSpan(blank + 1);
        var length = unit.StartsWith("ms") || unit.StartsWith("MB") ? 2 : unit is ['s', ..] ? 1 : 0;
        return length > 0 && char.IsAsciiDigit(text[blank - 1]) && (unit.Length == length || !char.IsLetter(unit[length]));
    }
}
