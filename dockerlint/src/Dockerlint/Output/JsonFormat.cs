using System.Text.Json;
using Dockerlint.Cli.Checking;
using Dockerlint.Findings;

namespace Dockerlint.Cli.Output;

/// <summary>The command's own JSON, versioned by <c>schema</c>; lines and columns are 1-based.</summary>
internal sealed class JsonFormat : IOutputFormat
{
    public void Write(CheckResult result, TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        JsonOutput.WriteTool(json);
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            WriteFinding(json, finding);
        }

        json.WriteEndArray();
        WriteErrors(json, result);
        WriteSummary(json, result);
        json.WriteEndObject();
    });

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        var start = finding.Location.Start;
        var end = finding.Location.End;
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule.Id);
        json.WriteString("name", finding.Rule.Name);
        json.WriteString("severity", SeverityNames.Of(finding.Severity));
        if (finding.Verdict is { } verdict)
        {
            json.WriteString("verdict", verdict.ToString());
        }

        json.WriteString("path", finding.Location.Path);
        json.WriteNumber("line", start.Line);
        json.WriteNumber("column", start.Column);
        json.WriteNumber("endLine", end.Line);
        json.WriteNumber("endColumn", end.Column);
        json.WriteString("subject", finding.Subject.Text);
        if (finding.Subject.Namespace is { } space)
        {
            json.WriteString("namespace", space);
        }

        if (finding.Subject.Template is { } template)
        {
            json.WriteString("template", template);
        }

        json.WriteString("message", finding.Message);
        json.WriteString("help", finding.Rule.HelpLink);
        json.WriteStartArray("evidence");
        foreach (var link in finding.Evidence)
        {
            json.WriteStartObject();
            JsonOutput.WritePlace(json, link.Location);
            json.WriteString("message", link.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteFix(json, finding.Fix);
        json.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter json, Fix? fix)
    {
        if (fix is null)
        {
            return;
        }

        json.WriteStartObject("fix");
        json.WriteString("title", fix.Title);
        json.WriteBoolean("safe", fix.IsSafe);
        json.WriteStartArray("edits");
        foreach (var edit in fix.Edits)
        {
            var start = edit.Location.Start;
            var end = edit.Location.End;
            json.WriteStartObject();
            json.WriteString("path", edit.Location.Path);
            json.WriteNumber("startLine", start.Line);
            json.WriteNumber("startColumn", start.Column);
            json.WriteNumber("endLine", end.Line);
            json.WriteNumber("endColumn", end.Column);
            json.WriteString("text", edit.NewText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteErrors(Utf8JsonWriter json, CheckResult result)
    {
        json.WriteStartArray("errors");
        foreach (var error in result.Errors)
        {
            json.WriteStartObject();
            json.WriteString("path", error.Path);
            if (error.Position.Line > 0)
            {
                json.WriteNumber("line", error.Position.Line);
            }

            json.WriteString("message", error.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSummary(Utf8JsonWriter json, CheckResult result)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("files", result.Files);
        json.WriteNumber("error", result.Count(Severity.Error));
        json.WriteNumber("warning", result.Count(Severity.Warning));
        json.WriteNumber("info", result.Count(Severity.Info));
        json.WriteNumber("fixable", result.Findings.Count(result.IsFixable));
        json.WriteNumber("known", result.Known);
        json.WriteStartArray("rules");
        foreach (var rule in RuleCount.Of(result))
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Rule.Id);
            json.WriteNumber("count", rule.Count);
            json.WriteNumber("fixable", rule.Fixable);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteNotChecked(json, result.NotChecked);
        json.WriteEndObject();
    }

    private static void WriteNotChecked(Utf8JsonWriter json, NotChecked notChecked)
    {
        json.WriteStartObject("notChecked");
        json.WriteStartArray("templates");
        foreach (var template in notChecked.Templates)
        {
            json.WriteStartObject();
            JsonOutput.WritePlace(json, template.Mark);
            if (template.Chart is { } chart)
            {
                json.WriteString("chart", chart.Length == 0 ? "." : chart);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("files");
        foreach (var file in notChecked.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteString("reason", file.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("images");
        foreach (var image in notChecked.Images)
        {
            json.WriteStringValue(image);
        }

        json.WriteEndArray();
        json.WriteStartObject("kinds");
        foreach (var kind in notChecked.Kinds)
        {
            json.WriteNumber(kind.Key, kind.Value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
