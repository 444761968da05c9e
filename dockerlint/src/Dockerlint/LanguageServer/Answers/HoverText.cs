using System.Buffers;
using System.Text;
using Dockerlint.Cli.Documentation;
using Dockerlint.Cli.Output;
using Dockerlint.Findings;

namespace Dockerlint.Cli.LanguageServer.Answers;

/// <summary>What is shown over a finding: what happens, the chain that leads there, and the rule's page.</summary>
internal static class HoverText
{
    private static readonly SearchValues<char> _markup = SearchValues.Create("\\`*_{}[]<>#|!&~$");

    public static string Of(IReadOnlyList<Finding> findings, Addresses addresses, bool isMarkdown)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            text.Append(text.Length > 0 ? "\n\n---\n\n" : "");
            Write(text, finding, addresses, isMarkdown);
        }

        foreach (var rule in findings.Select(static finding => finding.Rule.Id).Distinct(StringComparer.Ordinal))
        {
            text.Append("\n\n---\n\n").Append(Page(rule));
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Finding finding, Addresses addresses, bool isMarkdown)
    {
        text.Append(isMarkdown ? "**" : "").Append(finding.Rule.Id).Append(' ').Append(finding.Rule.Name).Append(isMarkdown ? "**" : "")
            .Append(" (").Append(SeverityNames.Of(finding.Severity)).Append(")\n\n").Append(Words(DiagnosticWriter.MessageOf(finding), isMarkdown));
        var number = 0;
        foreach (var evidence in finding.Evidence)
        {
            text.Append(++number == 1 ? "\n\n" : "\n").Append(number).Append(". ").Append(Words(PlainText.Printable(evidence.Message), isMarkdown));
            if (evidence.Location is { } location)
            {
                var place = PlainText.Printable($"{location.Path}:{location.Line}");
                text.Append(isMarkdown && !location.Source.IsOfImage
                    ? $" ([{Words(place, isMarkdown)}]({addresses.UriOf(location.Path)}#L{location.Line}))" : $" ({Words(place, isMarkdown)})");
            }
        }
    }

    /// <summary>Words of a stranger's file are words: no link, no picture, no markup.</summary>
    private static string Words(string text, bool isMarkdown)
    {
        if (!isMarkdown || text.AsSpan().IndexOfAny(_markup) < 0)
        {
            return text;
        }

        var words = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            words.Append(_markup.Contains(c) ? "\\" : "").Append(c);
        }

        return words.ToString();
    }

    private static string Page(string ruleId)
    {
        var page = new StringBuilder();
        foreach (var line in (RulePages.Find(ruleId) ?? "").TrimEnd().Split('\n'))
        {
            // Marks of the generator, for nobody to read.
            if (!line.StartsWith("<!--", StringComparison.Ordinal))
            {
                page.Append(line.TrimEnd('\r')).Append('\n');
            }
        }

        return page.ToString().TrimEnd();
    }
}
