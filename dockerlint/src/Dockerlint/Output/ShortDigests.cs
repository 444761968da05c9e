using System.Text.RegularExpressions;

namespace Dockerlint.Cli.Output;

/// <summary>An image's digest as people tell it: its first twelve digits. Programs get all 64.</summary>
internal static partial class ShortDigests
{
    public static string In(string text) =>
        text.Contains("@sha256:", StringComparison.Ordinal) ? Digest().Replace(text, static digest => digest.Groups[1].Value + "...") : text;

    [GeneratedRegex("(@sha256:[0-9a-f]{12})[0-9a-f]{52}(?![0-9a-f])", RegexOptions.CultureInvariant)]
    private static partial Regex Digest();
}
