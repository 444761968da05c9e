using Dockerlint.Cli.Checking;
using Dockerlint.Rules.Input;

namespace Dockerlint.Cli.Output;

/// <summary>One line a finding, as compilers write them: <c>path(line,column): warning STOP2001: message</c>.</summary>
internal sealed class MSBuildFormat : IOutputFormat
{
    public void Write(CheckResult result, TextWriter output)
    {
        foreach (var finding in result.Findings)
        {
            var start = finding.Location.Start;
            var end = finding.Location.End;
            var subject = finding.Subject.Text.Length > 0 ? $" [{finding.Subject.Shown}]" : "";
            output.WriteLine(
                PlainText.Printable(
                    $"{finding.Location.Path}({start.Line},{start.Column},{end.Line},{end.Column}): {SeverityNames.Of(finding.Severity)} "
                        + $"{finding.Rule.Id}: {finding.Message}{subject}"));
        }

        foreach (var error in result.Errors)
        {
            var place = error.Position.Line > 0 ? $"({error.Position.Line},{error.Position.Column})" : "";
            output.WriteLine(PlainText.Printable($"{error.Path}{place}: error {UnreadableInput.Definition.Id}: {error.Message}"));
        }

        foreach (var item in result.NotChecked.Items)
        {
            var place = item.Path is { } path ? $"{path}({item.Line},1)" : "dockerlint";
            output.WriteLine(PlainText.Printable($"{place}: info {UnreadableInput.Definition.Id}: {item.Sentence}"));
        }
    }
}
