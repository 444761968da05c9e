using System.Text;
using Dockerlint.Cli.Checking;
using Dockerlint.Findings;
using Dockerlint.Rules.Input;

namespace Dockerlint.Cli.Output;

/// <summary>Workflow commands: GitHub shows them beside the changed lines.</summary>
internal sealed class GitHubFormat : IOutputFormat
{
    public void Write(CheckResult result, TextWriter output)
    {
        foreach (var finding in result.Findings)
        {
            var start = finding.Location.Start;
            var end = finding.Location.End;
            var command = finding.Severity == Severity.Info ? "notice" : SeverityNames.Of(finding.Severity);
            var columns = end.Line == start.Line ? $",col={start.Column},endColumn={end.Column}" : $",col={start.Column}";
            GuardedWriter.WriteCommand(
                output, $"::{command} file={Property(finding.Location.Path)},line={start.Line},endLine={end.Line}{columns},title="
                    + $"{Property($"{finding.Rule.Id} {finding.Rule.Name}")}::{Data(Text(finding))}");
        }

        foreach (var error in result.Errors)
        {
            var line = error.Position.Line > 0 ? $",line={error.Position.Line}" : "";
            GuardedWriter.WriteCommand(
                output, $"::error file={Property(error.Path)}{line},title="
                    + $"{Property($"{UnreadableInput.Definition.Id} {UnreadableInput.Definition.Name}")}::{Data(error.Message)}");
        }

        WriteNotChecked(result, output);
    }

    private static void WriteNotChecked(CheckResult result, TextWriter output)
    {
        // The runner shows few notices: one is about everything.
        var items = result.NotChecked.Items.Select(static item => item.Sentence).ToList();
        if (items.Count > 0)
        {
            GuardedWriter.WriteCommand(output, $"::notice title=not checked by dockerlint::{Data(string.Join('\n', items))}");
        }
    }

    private static string Text(Finding finding)
    {
        var text = new StringBuilder(finding.Message);
        foreach (var link in finding.Evidence)
        {
            text.Append('\n').Append(link.Location is { } place ? $"{place}: {link.Message}" : link.Message);
        }

        return text.Append('\n').Append(finding.Rule.HelpLink).ToString();
    }

    /// <summary>Line ends are what the runner shows again; every other character is made harmless before it is escaped.</summary>
    private static string Data(string text) =>
        string.Join("%0A",
            text.ReplaceLineEndings("\n").Split('\n').Select(static line => SafeText.Field(line).Replace("%", "%25", StringComparison.Ordinal)));

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
