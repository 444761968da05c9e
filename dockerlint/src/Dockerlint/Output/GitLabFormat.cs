using System.Text.Json;
using Dockerlint.Cli.Checking;
using Dockerlint.Findings;
using Dockerlint.Rules.Input;

namespace Dockerlint.Cli.Output;

/// <summary>A GitLab code quality report.</summary>
internal sealed class GitLabFormat : IOutputFormat
{
    public void Write(CheckResult result, TextWriter output) => JsonOutput.Write(output, json =>
    {
        var fingerprints = Fingerprints.Of(result.Findings);
        json.WriteStartArray();
        for (var i = 0; i < fingerprints.Length; i++)
        {
            var finding = result.Findings[i];
            Write(json, finding.Rule, finding.Message, SeverityOf(finding.Severity), fingerprints[i], finding.Location.Path, finding.Location.Line,
                finding.Location.End.Line);
        }

        foreach (var error in result.Errors)
        {
            var line = Math.Max(1, error.Position.Line);
            Write(json, UnreadableInput.Definition, error.Message, "blocker", $"{UnreadableInput.Definition.Id}:{error.Path}:{error.Message}",
                error.Path, line, line);
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, RuleInfo rule, string message, string severity, string fingerprint, string path, int begin,
        int end)
    {
        json.WriteStartObject();
        json.WriteString("description", message);
        json.WriteString("check_name", $"{rule.Id} {rule.Name}");
        json.WriteString("fingerprint", fingerprint);
        json.WriteString("severity", severity);
        json.WriteStartObject("location");
        json.WriteString("path", path);
        json.WriteStartObject("lines");
        json.WriteNumber("begin", begin);
        json.WriteNumber("end", end);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string SeverityOf(Severity severity) => severity switch
    {
        Severity.Error => "critical",
        Severity.Warning => "major",
        _ => "info",
    };
}
