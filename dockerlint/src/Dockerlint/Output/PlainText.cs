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
}
