using Dockerlint.Cli.Checking;
using Dockerlint.Findings;
using Dockerlint.Text;

namespace Dockerlint.Cli.Output;

/// <summary>For people: what happens, the line, the chain that leads there, what to do; no wider than the terminal.</summary>
internal sealed class TextFormat(TextStyle style) : IOutputFormat
{
    private const string Indent = "    ";

    private readonly HashSet<string> _explained = new(StringComparer.Ordinal);

    public void Write(CheckResult result, TextWriter output)
    {
        foreach (var finding in result.Findings)
        {
            WriteFinding(finding, output);
        }

        new Summary(style).Write(result, output);
    }

    private void WriteFinding(Finding finding, TextWriter output)
    {
        var start = finding.Location.Start;
        var subject = finding.Subject.Text.Length > 0 ? style.Dim($"  ({PlainText.Printable(finding.Subject.Shown)})") : "";
        var place = $"{PlainText.Printable(finding.Location.Path)}:{start.Line}:{start.Column}";
        output.WriteLine(
            $"{style.Bold(style.LinkToFile(place, finding.Location.Path))} {style.Of(finding.Severity)} "
                + $"{style.Link(finding.Rule.Id, finding.Rule.HelpLink)} "
                + $"{style.Bold(finding.Rule.Name)}{subject}");
        foreach (var line in PlainText.Wrap(finding.Message, style.Width - Indent.Length))
        {
            output.WriteLine(Indent + line);
        }

        WriteSnippet(finding, output);
        WriteEvidence(finding.Evidence, output);
        if (finding.Fix is { } fix)
        {
            WriteItem("fix", $"{fix.Title} ({(fix.IsSafe ? "--fix" : "--fix --unsafe-fixes")})", output);
        }

        if (_explained.Add(finding.Rule.Id))
        {
            WriteItem("help", finding.Rule.HelpLink, output);
        }

        output.WriteLine();
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

        column = Math.Min(column, style.Width * 36 / 100);
        for (var i = 0; i < evidence.Count; i++)
        {
            var lead = i == 0 ? "  because " : "          ";
            var place = Place(evidence[i].Location);
            var ownLine = place.Length > column;
            var gap = new string(' ', column + 2);
            var first = true;
            if (ownLine)
            {
                output.WriteLine(lead + style.Dim(place));
                first = false;
            }

            foreach (var line in PlainText.Wrap(evidence[i].Message, Math.Max(30, style.Width - lead.Length - column - 2)))
            {
                output.WriteLine(first ? lead + style.Dim(place.PadRight(column + 2)) + line : "          " + gap + line);
                first = false;
            }
        }
    }

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
