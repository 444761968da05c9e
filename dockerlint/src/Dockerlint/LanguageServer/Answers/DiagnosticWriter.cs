using System.Text.Json;
using Dockerlint.Cli.LanguageServer.Documents;
using Dockerlint.Cli.Output;
using Dockerlint.Findings;
using Dockerlint.Rules.Input;
using Dockerlint.Text;

namespace Dockerlint.Cli.LanguageServer.Answers;

/// <summary>What is said about one file: findings, and what keeps it from being read.</summary>
internal sealed record FileReport(IReadOnlyList<Finding> Findings, IReadOnlyList<InputError> Errors)
{
    public static readonly FileReport Empty = new([], []);

    /// <summary>Nothing that was checked anew came to anything else.</summary>
    public bool IsSame(FileReport other) => Findings.Count == other.Findings.Count && Errors.Count == other.Errors.Count
        && Findings.SequenceEqual(other.Findings) && Errors.SequenceEqual(other.Errors);
}

/// <summary>Findings as diagnostics of the protocol.</summary>
internal sealed class DiagnosticWriter(Addresses addresses, ClientCapabilities client)
{
    public void Write(Utf8JsonWriter json, FileReport report)
    {
        json.WriteStartArray();
        foreach (var finding in report.Findings)
        {
            Write(json, finding);
        }

        foreach (var error in report.Errors)
        {
            Write(json, error);
        }

        json.WriteEndArray();
    }

    public void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        WriteRange(json, "range", finding.Location);
        WriteRule(json, finding.Rule, finding.Severity);
        json.WriteString("message", MessageOf(finding));
        if (client.HasRelatedInformation && finding.Evidence.Count > 0)
        {
            json.WriteStartArray("relatedInformation");
            foreach (var evidence in finding.Evidence)
            {
                // A fact about an image or a shell stands nowhere: it is told where the finding is.
                var location = evidence.Location is { Source.IsOfImage: false } place ? place : finding.Location;
                json.WriteStartObject();
                json.WriteStartObject("location");
                json.WriteString("uri", addresses.UriOf(location.Path));
                WriteRange(json, "range", location);
                json.WriteEndObject();
                json.WriteString("message", PlainText.Printable(evidence.Message));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public void WriteRange(Utf8JsonWriter json, string name, SourceLocation location)
    {
        var lines = LineTable.Of(location.Source);
        WriteRange(json, name, lines.PositionAt(location.Span.Start, client.IsUtf8), lines.PositionAt(location.Span.End, client.IsUtf8));
    }

    public static void WriteRange(Utf8JsonWriter json, string name, Position start, Position end)
    {
        json.WriteStartObject(name);
        WritePosition(json, "start", start);
        WritePosition(json, "end", end);
        json.WriteEndObject();
    }

    /// <summary>A service or a workload is named: the same words may stand for several.</summary>
    public static string MessageOf(Finding finding) =>
        PlainText.Printable(finding.Subject.Name is null ? finding.Message : $"{finding.Subject.Shown}: {finding.Message}");

    private static void Write(Utf8JsonWriter json, InputError error)
    {
        json.WriteStartObject();
        var position = new Position(Math.Max(0, error.Position.Line - 1), Math.Max(0, error.Position.Column - 1));
        WriteRange(json, "range", position, position);
        WriteRule(json, UnreadableInput.Definition, Severity.Error);
        json.WriteString("message", PlainText.Printable(error.Message));
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, RuleInfo rule, Severity severity)
    {
        json.WriteNumber("severity", severity switch { Severity.Error => 1, Severity.Warning => 2, _ => 3 });
        json.WriteString("code", rule.Id);
        json.WriteStartObject("codeDescription");
        json.WriteString("href", rule.HelpLink);
        json.WriteEndObject();
        json.WriteString("source", "dockerlint");
    }

    private static void WritePosition(Utf8JsonWriter json, string name, Position position)
    {
        json.WriteStartObject(name);
        json.WriteNumber("line", position.Line);
        json.WriteNumber("character", position.Character);
        json.WriteEndObject();
    }
}
