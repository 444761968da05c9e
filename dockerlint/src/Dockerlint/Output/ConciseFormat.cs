using Dockerlint.Cli.Checking;
using Dockerlint.Findings;

namespace Dockerlint.Cli.Output;

/// <summary>
/// One line a finding, as editors and grep read it: <c>path:line:column: warning STOP2001 message</c>. Inputs that could not be read stand on
/// standard error in the same form.
/// </summary>
internal sealed class ConciseFormat(TextStyle style) : IOutputFormat
{
    public void Write(CheckResult result, TextWriter output)
    {
        foreach (var finding in result.Findings)
        {
            var start = finding.Location.Start;
            var place = PlainText.Printable($"{finding.Location.Path}:{start.Line}:{start.Column}");
            output.WriteLine(
                $"{style.Bold(place)}: {style.Of(finding.Severity)} {finding.Rule.Id} {PlainText.Printable(finding.Message + SubjectOf(finding))}");
        }

        new Summary(style with { Width = int.MaxValue }).Write(result, output);
    }

    /// <summary>Of an object among many, which a line in a stream does not name.</summary>
    private static string SubjectOf(Finding finding) => finding.Subject.Namespace is null && finding.Subject.Template is null ? ""
        : $" [{finding.Subject.Shown}]";
}
