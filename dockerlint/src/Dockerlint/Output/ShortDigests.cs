using System.Text;

namespace Dockerlint.Cli.Output;

/// <summary>An image's digest as people tell it: its first twelve digits. Programs get all 64.</summary>
internal static class ShortDigests
{
    private const string Mark = "@sha256:";
    private const int Shown = 12, Length = 64;

    public static string In(string text)
    {
        StringBuilder? shortened = null;
        var from = 0;
        for (var at = text.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Mark, at + 1, StringComparison.Ordinal))
        {
            var digest = at + Mark.Length;
            var end = digest;
            while (end < text.Length && char.IsAsciiHexDigitLower(text[end]))
            {
                end++;
            }

            if (end - digest == Length)
            {
                (shortened ??= new StringBuilder()).Append(text, from, digest + Shown - from).Append("...");
                from = end;
            }
        }

        return shortened is null ? text : shortened.Append(text, from, text.Length - from).ToString();
    }
}
