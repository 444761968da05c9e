using System.Globalization;
using Dockerlint.Cli.Checking;
using Dockerlint.Findings;
using Dockerlint.Text;

namespace Dockerlint.Cli.Output;

/// <summary>For people: what happens, the line, the chain that leads there, what to do; at most 100 columns.</summary>
internal sealed class TextFormat(TextStyle style) : IOutputFormat
{
    private const int Width = 100;
    private const string Indent = "    ";

    private readonly HashSet<string> _explained = new(StringComparer.Ordinal);

    public void Write(CheckResult result, TextWriter output)
    {
        foreach (var finding in result.Findings)
        {
            WriteFinding(finding, output);
        }

        output.WriteLine(Summary(result));
        foreach (var kind in result.Unread)
        {
            output.WriteLine(PlainText.Printable(UnreadKinds.Sentence(kind.Key, kind.Value)));
        }
    }

    private void WriteFinding(Finding finding, TextWriter output)
    {
        var start = finding.Location.Start;
        var subject = finding.Subject.Text.Length > 0 ? style.Dim($"  ({PlainText.Printable(finding.Subject.Shown)})") : "";
        output.WriteLine(
            $"{style.Bold($"{PlainText.Printable(finding.Location.Path)}:{start.Line}:{start.Column}")} {Paint(finding.Severity)} {finding.Rule.Id} "
                + $"{style.Bold(finding.Rule.Name)}{subject}");
        foreach (var line in PlainText.Wrap(finding.Message, Width - Indent.Length))
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
        var snippet = SourceSnippet.Of(finding.Location, Width - 12);
        var gutter = new string(' ', snippet.Number.Length);
        output.WriteLine();
        output.WriteLine($"{Indent}{style.Dim(snippet.Number + " |")} {snippet.Line}");
        output.WriteLine($"{Indent}{style.Dim(gutter + " |")} {Paint(finding.Severity, snippet.Underline)}");
    }

    private void WriteEvidence(IReadOnlyList<Evidence> evidence, TextWriter output)
    {
        var column = 0;
        foreach (var link in evidence)
        {
            column = Math.Max(column, Place(link.Location).Length);
        }

        column = Math.Min(column, 36);
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

            foreach (var line in PlainText.Wrap(evidence[i].Message, Math.Max(30, Width - lead.Length - column - 2)))
            {
                output.WriteLine(first ? lead + style.Dim(place.PadRight(column + 2)) + line : "          " + gap + line);
                first = false;
            }
        }
    }

    private static void WriteItem(string label, string text, TextWriter output)
    {
        var first = true;
        foreach (var line in PlainText.Wrap(text, Width - 10))
        {
            output.WriteLine(first ? $"{label,9} {line}" : new string(' ', 10) + line);
            first = false;
        }
    }

    private string Summary(CheckResult result)
    {
        var files = PlainText.Counted(result.Files, "file");
        var errors = result.Errors.Count > 0 ? $", {PlainText.Counted(result.Errors.Count, "input error")}" : "";
        return result.Files == 0 && result.Findings.Count == 0
            ? "nothing was checked" + errors
            : result.Findings.Count == 0
            ? $"{style.Green("no findings")} in {files}{errors}{Unknown(result)}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{PlainText.Counted(result.Count(Severity.Error), "error")}, {PlainText.Counted(result.Count(Severity.Warning), "warning")}, "
                    + $"{result.Count(Severity.Info)} info in {files}{errors}{Unknown(result)}");
    }

    private static string Unknown(CheckResult result) => result.UnknownImages.Count == 0 ? ""
        : $"; {PlainText.Counted(result.UnknownImages.Count, "image")} not known{(result.LookedAtImages ? "" : "; --images local would look")}";

    private static string Place(SourceLocation? location) => location is { } place ? PlainText.Printable($"{place.Path}:{place.Line}") : "";

    private string Paint(Severity severity) => Paint(severity, SeverityNames.Of(severity));

    private string Paint(Severity severity, string text) => severity switch
    {
        Severity.Error => style.Red(text),
        Severity.Warning => style.Yellow(text),
        _ => style.Blue(text),
    };
}
