using System.Globalization;
using System.Text.RegularExpressions;

namespace Dockerlint.Tests.Security;

/// <summary>What no output may hold, whoever reads it: a person's terminal, GitHub's log or Azure's.</summary>
internal static partial class HarmlessText
{
    /// <summary>Each in one word of an input or a finding.</summary>
    public const string Hostile =
        "\e[2J\u009b31m\u202e\u2066\u200e\u2028\u2029\u0085\u200b\a##[set-output name=a]b\n::set-output name=x::y\r::error::z";

    public static void Check(string text, bool isGitHub = false)
    {
        foreach (var line in text.Split('\n'))
        {
            foreach (var c in line)
            {
                var isControl = char.IsControl(c) && c != '\t';
                var steers = CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator;
                Assert.False(isControl || steers, $"U+{(int)c:X4} in: {line}");
            }

            Assert.DoesNotContain("##[", line, StringComparison.Ordinal);
            Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal) && !(isGitHub && OwnCommand().IsMatch(line)), line);
        }
    }

    [GeneratedRegex("^::(error|warning|notice) (file=[^:]*,)?title=[^:]*::")]
    private static partial Regex OwnCommand();
}
