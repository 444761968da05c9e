using System.Globalization;
using Dockerlint.Cli.Checking;
using Dockerlint.Findings;

namespace Dockerlint.Cli.Output;

/// <summary>The last lines for people: how many, in how many files, how many can be fixed, and what was not checked.</summary>
internal sealed class Summary(TextStyle style)
{
    public void Write(CheckResult result, TextWriter output)
    {
        var sentence = Sentence(result);
        foreach (var line in sentence.Contains('\e') ? [sentence] : PlainText.Wrap(sentence, style.Width))
        {
            output.WriteLine(line);
        }

        foreach (var item in result.NotChecked.Unsaid)
        {
            // Holds a command to copy: only the terminal may break it.
            output.WriteLine(PlainText.Printable(LongWords.Cut(item.Sentence)));
        }
    }

    private string Sentence(CheckResult result)
    {
        var files = PlainText.Counted(result.Files, "file");
        var errors = result.Errors.Count > 0 ? $", {PlainText.Counted(result.Errors.Count, "input error")}" : "";
        return result.Files == 0 && result.Findings.Count == 0
            ? "nothing was checked" + errors
            : result.Findings.Count == 0
            ? $"{style.Green("no findings")} in {files}{errors}{Known(result)}{Unknown(result)}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{PlainText.Counted(result.Count(Severity.Error), "error")}, {PlainText.Counted(result.Count(Severity.Warning), "warning")}, "
                    + $"{result.Count(Severity.Info)} info in {files}{errors}{Fixable(result)}{Known(result)}{Unknown(result)}");
    }

    private static string Fixable(CheckResult result) =>
        result.Findings.Count(result.IsFixable) is > 0 and var count ? $"; {count} fixable with --fix" : "";

    private static string Known(CheckResult result) =>
        result.Known > 0 ? $"; {PlainText.Counted(result.Known, "known finding")} not shown" : "";

    private static string Unknown(CheckResult result) => result.NotChecked.Images.Count == 0 ? ""
        : $"; {PlainText.Counted(result.NotChecked.Images.Count, "image")} not known"
            + (result.LookedAtImages ? "" : "; --images local would look");
}
