using Dockerlint.Dockerfile;
using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2002: text that looks like exec form and is not JSON, so the builder silently takes it for shell form.</summary>
public sealed class InvalidExecForm() : StopRule(new RuleInfo(
    "STOP2002", "InvalidExecForm", Severity.Error,
    "Looks like a JSON array and is not one: the builder runs the text in a shell, brackets and quotes included."))
{
    public override void Check(Stop stop, Report report)
    {
        Check(stop.Container.EntrypointInstruction, stop, report);
        Check(stop.Container.CommandInstruction, stop, report);
    }

    private static void Check(ImageCommand? command, Stop stop, Report report)
    {
        if (command is not { Form.Defect: { } defect } || stop.Container.Dockerfile is not { } source)
        {
            return;
        }

        var text = command.Form.Text.Value.Trim();
        var first = text.Split(' ')[0].Replace("\"", "").Replace("'", "");
        var defective = source.At(new Text.TextSpan(defect.Offset, defect.Offset < source.Content.Length ? 1 : 0));
        var at = defective.Start;
        report.Add(
            source.At(command.Instruction.Span),
            $"{command.Instruction.Keyword.ToUpperInvariant()} is not a JSON array ({defect.Reason} at {at.Line}:{at.Column}), so it runs as shell "
                + $"form: sh -c {Quote(text)}, where {Quote(first)} is looked up as a program (exit 127 at once); write a JSON array with "
                + "double quotes",
            verdict: Verdict.FailsToStart,
            evidence: [new Evidence($"the first character that is not JSON: {defect.Reason}", defective)],
            fix: FixOf(command, defect, source));
    }

    private static string Quote(string text) => text.Length > 60 ? $"`{text.Substring(0, 57)}...`" : $"`{text}`";

    /// <summary>Single and typographic quotes and trailing commas have one reading; anything else is the author's to decide.</summary>
    private static Fix? FixOf(ImageCommand command, ExecFormDefect defect, Text.SourceText source)
    {
        if (defect.Kind is not (ExecFormDefectKind.SingleQuotes or ExecFormDefectKind.SmartQuotes or ExecFormDefectKind.TrailingComma)
            || LooseArray.Read(command.Form.Text.Value) is not { } words
            || source.ExactlyAt(command.Form.Span) is not { } place)
        {
            return null;
        }

        return new Fix("write it as JSON", IsSafe: true, [new TextEdit(place, ExecFormFix.Json(words))]);
    }
}
