using System.Text.Json;
using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Documentation;
using Dockerlint.Findings;
using Dockerlint.Rules.Input;
using Dockerlint.Text;

namespace Dockerlint.Cli.Output;

/// <summary>SARIF 2.1.0: for code scanning and editors, with the evidence as related locations and as a code flow.</summary>
internal sealed class SarifFormat : IOutputFormat
{
    private const string Base = "SRCROOT";

    public void Write(CheckResult result, TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        var rules = result.Findings.Select(static finding => finding.Rule).Distinct().OrderBy(static rule => rule.Id, StringComparer.Ordinal)
            .ToList();
        WriteTool(json, rules);
        json.WriteString("columnKind", "utf16CodeUnits");
        WriteBase(json);
        WriteInvocation(json, result);
        json.WriteStartArray("results");
        var fingerprints = Fingerprints.Of(result.Findings);
        for (var i = 0; i < fingerprints.Length; i++)
        {
            WriteResult(json, result.Findings[i], rules.IndexOf(result.Findings[i].Rule), fingerprints[i]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Paths are relative to it. Where it lies on the machine that made the report is nobody's business.</summary>
    private static void WriteBase(Utf8JsonWriter json)
    {
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(Base);
        WriteText(json, "description", "The folder that the command was run in: the root of the repository, as a rule.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, List<RuleInfo> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "dockerlint");
        json.WriteString("version", ToolVersion.Text);
        json.WriteString("informationUri", "https://github.com/shutdown-toolkit/shutdown-toolkit");
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            WriteRule(json, rule);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, RuleInfo rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("name", rule.Name);
        WriteText(json, "shortDescription", rule.Summary);
        json.WriteString("helpUri", rule.HelpLink);
        if (RulePages.Find(rule.Id) is { } page)
        {
            json.WriteStartObject("help");
            json.WriteString("text", rule.Summary);
            json.WriteString("markdown", page);
            json.WriteEndObject();
        }

        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(rule.DefaultSeverity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteStartArray("tags");
        foreach (var tag in RuleGroups.TagsOf(rule.Id))
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteString("precision", Precision(rule.DefaultSeverity));
        json.WriteString("problem.severity", rule.DefaultSeverity == Severity.Info ? "recommendation" : SeverityNames.Of(rule.DefaultSeverity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>An error is certain from the files alone, a warning rests on one stated assumption.</summary>
    private static string Precision(Severity severity) => severity switch
    {
        Severity.Error => "very-high",
        Severity.Warning => "high",
        _ => "medium",
    };

    private static void WriteInvocation(Utf8JsonWriter json, CheckResult result)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", result.Errors.Count == 0);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var error in result.Errors)
        {
            json.WriteStartObject();
            json.WriteStartObject("descriptor");
            json.WriteString("id", UnreadableInput.Definition.Id);
            json.WriteEndObject();
            json.WriteString("level", "error");
            WriteText(json, "message", error.Message);
            json.WriteStartArray("locations");
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            WriteArtifact(json, error.Path);
            if (error.Position.Line > 0)
            {
                json.WriteStartObject("region");
                json.WriteNumber("startLine", error.Position.Line);
                json.WriteNumber("startColumn", error.Position.Column);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        foreach (var item in result.NotChecked.Items)
        {
            WriteNotChecked(json, item);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNotChecked(Utf8JsonWriter json, UncheckedItem item)
    {
        json.WriteStartObject();
        json.WriteStartObject("descriptor");
        json.WriteString("id", $"not-checked/{item.Kind}");
        json.WriteEndObject();
        json.WriteString("level", "note");
        WriteText(json, "message", item.Sentence);
        if (item.Path is { } path)
        {
            json.WriteStartArray("locations");
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            WriteArtifact(json, path);
            json.WriteStartObject("region");
            json.WriteNumber("startLine", item.Line);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Finding finding, int ruleIndex, string fingerprint)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", Level(finding.Severity));
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        WriteLocation(json, finding.Location, null, null, finding.Subject.Text);
        json.WriteEndArray();
        WriteEvidence(json, finding);
        WriteFix(json, finding.Fix);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("dockerlint/v1", fingerprint);
        json.WriteEndObject();
        if (finding.Verdict is { } verdict)
        {
            json.WriteStartObject("properties");
            json.WriteString("verdict", verdict.ToString());
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteEvidence(Utf8JsonWriter json, Finding finding)
    {
        if (!finding.Evidence.Any(static link => link.Location is not null))
        {
            return;
        }

        json.WriteStartArray("relatedLocations");
        var id = 0;
        foreach (var link in finding.Evidence)
        {
            if (link.Location is { } place)
            {
                WriteLocation(json, place, link.Message, id++, "");
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("codeFlows");
        json.WriteStartObject();
        json.WriteStartArray("threadFlows");
        json.WriteStartObject();
        json.WriteStartArray("locations");
        foreach (var link in finding.Evidence)
        {
            if (link.Location is { } place)
            {
                json.WriteStartObject();
                json.WritePropertyName("location");
                WriteLocation(json, place, link.Message, null, "");
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteFix(Utf8JsonWriter json, Fix? fix)
    {
        if (fix is null)
        {
            return;
        }

        json.WriteStartArray("fixes");
        json.WriteStartObject();
        WriteText(json, "description", fix.Title);
        json.WriteStartArray("artifactChanges");
        foreach (var file in fix.Edits.GroupBy(static edit => edit.Location.Path))
        {
            json.WriteStartObject();
            WriteArtifact(json, file.Key);
            json.WriteStartArray("replacements");
            foreach (var edit in file)
            {
                json.WriteStartObject();
                WriteRegion(json, "deletedRegion", edit.Location);
                WriteText(json, "insertedContent", edit.NewText);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteLocation(Utf8JsonWriter json, SourceLocation location, string? message, int? id, string logicalName)
    {
        json.WriteStartObject();
        if (id is { } number)
        {
            json.WriteNumber("id", number);
        }

        json.WriteStartObject("physicalLocation");
        WriteArtifact(json, location.Path);
        WriteRegion(json, "region", location);
        json.WriteEndObject();
        if (logicalName.Length > 0)
        {
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.WriteString("name", logicalName);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (message is not null)
        {
            WriteText(json, "message", message);
        }

        json.WriteEndObject();
    }

    private static void WriteArtifact(Utf8JsonWriter json, string path)
    {
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", (Path.IsPathRooted(path) ? "file://" : "") + string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));
        if (!Path.IsPathRooted(path))
        {
            json.WriteString("uriBaseId", Base);
        }

        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, string name, SourceLocation location)
    {
        var start = location.Start;
        var end = location.End;
        json.WriteStartObject(name);
        json.WriteNumber("startLine", start.Line);
        json.WriteNumber("startColumn", start.Column);
        json.WriteNumber("endLine", end.Line);
        json.WriteNumber("endColumn", end.Column);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity == Severity.Info ? "note" : SeverityNames.Of(severity);
}
