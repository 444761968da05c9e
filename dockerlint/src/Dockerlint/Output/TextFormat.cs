using System.Runtime.InteropServices;
using Dockerlint.Cli.Checking;
using Dockerlint.Findings;
using Dockerlint.Text;

namespace Dockerlint.Cli.Output;

/// <summary>For people: what happens, the line, the chain that leads there, what to do; no wider than the terminal.</summary>
internal sealed class TextFormat(TextStyle style) : IOutputFormat
{
    private const string Indent = "    ";

    /// <summary>So many of the rest are named.</summary>
    private const int MostPlaces = 12;

    /// <summary>So much advice of one rule is written out; the rest of it says the same of other places.</summary>
    private const int MostAdvice = 3;

    /// <summary>Beyond it few readers want each in full.</summary>
    private const int Many = 25;

    private readonly HashSet<string> _explained = new(StringComparer.Ordinal);

    public void Write(CheckResult result, TextWriter output)
    {
        var advice = new Dictionary<RuleInfo, List<Finding>>();
        foreach (var finding in result.Findings)
        {
            var same = finding.Severity == Severity.Info ? CollectionsMarshal.GetValueRefOrAddDefault(advice, finding.Rule, out _) ??= [] : null;
            if (same is null || same.Count < MostAdvice)
            {
                WriteFinding(finding, result.Streams.Contains(finding.Location.Path) ? "--diff" : "--fix", output);
            }

            same?.Add(finding);
        }

        foreach (var (rule, same) in advice)
        {
            WriteFolded(rule, same, output);
        }

        new Summary(style).Write(result, output);
        if (result.Findings.Count > Many)
        {
            output.WriteLine("shorter: --statistics counts them by rule, --format concise writes one line for each");
        }
    }

    private void WriteFolded(RuleInfo rule, List<Finding> same, TextWriter output)
    {
        var more = same.Count - MostAdvice;
        if (more <= 0)
        {
            return;
        }

        output.WriteLine($"{more} more {style.Of(Severity.Info)} {style.Link(rule.Id, rule.HelpLink)} {style.Bold(rule.Name)}"
            + "  (--format concise writes each)");
        var places = same.Skip(MostAdvice).Take(MostPlaces).Select(static finding =>
            $"{finding.Location.Path}:{finding.Location.Start.Line}{(finding.Subject.Name is { } name ? $" ({name})" : "")}");
        foreach (var line in PlainText.Wrap(string.Join(", ", places) + (more > MostPlaces ? $" and {more - MostPlaces} more" : ""),
            style.Width - Indent.Length))
        {
            output.WriteLine(Indent + line);
        }

        output.WriteLine();
    }

    /// <param name="fixOption">What shows or writes a fix of it.</param>
    private void WriteFinding(Finding finding, string fixOption, TextWriter output)
    {
        WriteHeading(finding, output);
        foreach (var line in PlainText.Wrap(ShortDigests.In(finding.Message), style.Width - Indent.Length))
        {
            output.WriteLine(Indent + line);
        }

        WriteSnippet(finding, output);
        WriteEvidence(finding.Evidence, output);
        if (finding.Fix is { } fix)
        {
            WriteItem("fix", $"{fix.Title} ({fixOption}{(fix.IsSafe ? "" : " --unsafe-fixes")})", output);
        }

        if (_explained.Add(finding.Rule.Id))
        {
            WriteItem("help", finding.Rule.HelpLink, output);
        }

        output.WriteLine();
    }

    /// <summary>One line where it fits; where it does not, the subject goes first to the next one, and then the rule with it.</summary>
    private void WriteHeading(Finding finding, TextWriter output)
    {
        var start = finding.Location.Start;
        var place = $"{PlainText.Printable(finding.Location.Path)}:{start.Line}:{start.Column}";
        var severity = SeverityNames.Of(finding.Severity);
        var subject = finding.Subject.Text.Length > 0 ? $"({PlainText.Printable(finding.Subject.Shown)})" : "";
        var length = place.Length + severity.Length + finding.Rule.Id.Length + finding.Rule.Name.Length + 3;
        var beforeRule = length <= style.Width ? " " : "\n" + Indent;
        var isBeside = (length <= style.Width ? length : length - place.Length + Indent.Length) + subject.Length + 2 <= style.Width;
        output.WriteLine(
            $"{style.Bold(style.LinkToFile(place, finding.Location.Path))}{beforeRule}{style.Of(finding.Severity)} "
                + $"{style.Link(finding.Rule.Id, finding.Rule.HelpLink)} {style.Bold(finding.Rule.Name)}"
                + (isBeside && subject.Length > 0 ? "  " + style.Dim(subject) : ""));
        foreach (var line in isBeside ? [] : PlainText.Wrap(subject, style.Width - Indent.Length))
        {
            output.WriteLine(Indent + style.Dim(line));
        }
    }

    private void WriteSnippet(Finding finding, TextWriter output)
    {
        var snippet = SourceSnippet.Of(finding.Location, style.Width - 12);
        var gutter = new string(' ', snippet.Number.Length);
        output.WriteLine();
        output.WriteLine($"{Indent}{style.Dim(snippet.Number + " |")} {snippet.Line}");
        output.WriteLine($"{Indent}{style.Dim(gutter + " |")} {style.Of(finding.Severity, snippet.Underline)}");
    }

    private void WriteEvidence(IReadOnlyList<Evidence> evidence, TextWriter output)
    {
        var column = 0;
        foreach (var link in evidence)
        {
            column = Math.Max(column, Place(link.Location).Length);
        }

        if (column > style.Width * 36 / 100)
        {
            WriteStacked(evidence, output);
            return;
        }

        for (var i = 0; i < evidence.Count; i++)
        {
            var lead = LeadOf(i);
            var gap = column == 0 ? 0 : column + 2;
            var place = style.Dim(Place(evidence[i].Location).PadRight(gap));
            foreach (var line in PlainText.Wrap(ShortDigests.In(evidence[i].Message), style.Width - lead.Length - gap))
            {
                output.WriteLine(lead + place + line);
                lead = LeadOf(1);
                place = new string(' ', gap);
            }
        }
    }

    /// <summary>Where a path would take the sentences' room, all of the chain stand below their places.</summary>
    private void WriteStacked(IReadOnlyList<Evidence> evidence, TextWriter output)
    {
        string? above = null;
        for (var i = 0; i < evidence.Count; i++)
        {
            var place = Place(evidence[i].Location);
            if (place != above && place.Length > 0)
            {
                output.WriteLine(LeadOf(i) + style.Dim(place));
            }

            var lead = place.Length > 0 ? LeadOf(1) + "  " : LeadOf(i);
            foreach (var line in PlainText.Wrap(ShortDigests.In(evidence[i].Message), style.Width - lead.Length))
            {
                output.WriteLine(lead + line);
                lead = place.Length > 0 ? lead : LeadOf(1);
            }

            above = place;
        }
    }

    private static string LeadOf(int index) => index == 0 ? "  because " : "          ";

    private void WriteItem(string label, string text, TextWriter output)
    {
        var first = true;
        foreach (var line in PlainText.Wrap(text, style.Width - 10))
        {
            output.WriteLine(first ? $"{label,9} {line}" : new string(' ', 10) + line);
            first = false;
        }
    }

    private static string Place(SourceLocation? location) => location is { } place ? PlainText.Printable($"{place.Path}:{place.Line}") : "";
}
