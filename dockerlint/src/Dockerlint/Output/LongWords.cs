using System.Globalization;
using System.Text;
using Dockerlint.Cli.Checking;
using Dockerlint.Findings;

namespace Dockerlint.Cli.Output;

/// <summary>Words that no reader reads to their end (a 7 MB token that an error repeats) are cut, in every format alike.</summary>
internal static class LongWords
{
    public const int MaximumWord = 300;
    private const int Kept = 200;

    public static CheckResult Cut(CheckResult result) => result with
    {
        Findings = [.. result.Findings.Select(Cut)],
        Errors = [.. result.Errors.Select(static error => error with { Message = Cut(error.Message) })],
    };

    public static string Cut(string text)
    {
        if (text.Length <= MaximumWord)
        {
            return text;
        }

        StringBuilder? cut = null;
        var copied = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny(' ', '\n') is >= 0 and var length ? start + length : text.Length;
            if (end - start > MaximumWord)
            {
                cut ??= new StringBuilder();
                cut.Append(text, copied, start + Kept - copied).Append(CultureInfo.InvariantCulture, $"... ({end - start} characters)");
                copied = end;
            }

            start = end + 1;
        }

        return cut?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }

    private static Finding Cut(Finding finding)
    {
        var isShort = finding.Message.Length <= MaximumWord && finding.Subject.Text.Length <= MaximumWord
            && finding.Evidence.All(static link => link.Message.Length <= MaximumWord);
        return isShort ? finding : finding with
        {
            Message = Cut(finding.Message), Subject = finding.Subject with { Text = Cut(finding.Subject.Text) },
            Evidence = [.. finding.Evidence.Select(static link => link with { Message = Cut(link.Message) })],
        };
    }
}
