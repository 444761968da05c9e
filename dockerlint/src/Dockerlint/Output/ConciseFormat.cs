using Dockerlint.Cli.Checking;

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
                $"{style.Bold(place)}: {style.Of(finding.Severity)} {finding.Rule.Id} {PlainText.Printable(finding.Message)}");
        }

        new Summary(style).Write(result, output);
    }
}
