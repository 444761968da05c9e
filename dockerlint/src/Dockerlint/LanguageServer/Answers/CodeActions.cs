using System.Text.Json;
using Dockerlint.Cli.Checking;
using Dockerlint.Cli.LanguageServer.Documents;
using Dockerlint.Findings;
using Dockerlint.Rules.Input;
using Dockerlint.Text;

namespace Dockerlint.Cli.LanguageServer.Answers;

/// <summary>What the editor can do about the findings of one document: fix one, fix all that is safe to fix, ignore one with a comment.</summary>
internal sealed class CodeActions(CheckedFolder folder, TextDocument document, Addresses addresses, DiagnosticWriter diagnostics,
    ClientCapabilities client)
{
    public const string QuickFix = "quickfix";
    public const string FixAll = "source.fixAll.dockerlint";

    /// <summary>Of one place; each costs a run.</summary>
    private const int MaximumIgnored = 5;

    /// <param name="only">Kinds, or what kinds begin with; empty: all.</param>
    public void Write(Utf8JsonWriter json, CheckResult result, IReadOnlyList<Finding> findings, (Position Start, Position End) range,
        IReadOnlyList<string> only)
    {
        json.WriteStartArray();
        if (IsAsked(QuickFix, only))
        {
            var here = findings.Where(finding => Touches(finding, range)).ToList();
            foreach (var finding in here.Where(static finding => finding.Fix is not null))
            {
                var fix = finding.Fix!;
                WriteFix(json, finding, fix.IsSafe ? fix.Title : $"{fix.Title} (changes more than the defect)", fix.Edits, fix.IsSafe);
            }

            foreach (var finding in here.DistinctBy(static finding => (finding.Rule.Id, finding.Location.Line)).Take(MaximumIgnored))
            {
                if (IgnoreEdit.Of(finding, folder.InputAt(document.Path)) is { } edit && Silences(edit, result))
                {
                    WriteFix(json, finding, $"Ignore {finding.Rule.Id} here with a comment", [edit], isPreferred: false);
                }
            }
        }

        if (IsAsked(FixAll, only) && findings.Any(static finding => finding.Fix is { IsSafe: true })
            && folder.WithSafeFixes(document.Path) is { } fixedFile)
        {
            json.WriteStartObject();
            json.WriteString("title", "Fix all that dockerlint can fix safely");
            json.WriteString("kind", FixAll);
            WriteEdit(json, [Difference(fixedFile.Before, fixedFile.After.Content)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool IsAsked(string kind, IReadOnlyList<string> only) => only.Count == 0 || only.Any(asked => asked.Length == 0
        || kind.StartsWith(asked, StringComparison.Ordinal) && (kind.Length == asked.Length || kind[asked.Length] == '.'));

    private bool Touches(Finding finding, (Position Start, Position End) range)
    {
        var lines = LineTable.Of(finding.Location.Source);
        return lines.OffsetAt(range.Start, client.IsUtf8) <= finding.Location.Span.End
            && lines.OffsetAt(range.End, client.IsUtf8) >= finding.Location.Span.Start;
    }

    /// <summary>Where a comment can stand is the file's own affair: what is offered was tried.</summary>
    private bool Silences(TextEdit edit, CheckResult before)
    {
        var after = folder.Try(new SourceText(edit.Location.Path, Applied(edit)));
        return Open(after) < Open(before) && after.Errors.Count <= before.Errors.Count;
    }

    /// <summary>What is said about comments is for whoever writes the reason.</summary>
    private static int Open(CheckResult result) => result.Findings.Count(static finding => finding.Rule != UnusedIgnore.Definition);

    private static string Applied(TextEdit edit)
    {
        var content = edit.Location.Source.Content;
        return string.Concat(content.AsSpan(0, edit.Location.Span.Start), edit.NewText, content.AsSpan(edit.Location.Span.End));
    }

    /// <summary>One edit from where the two begin to differ to where they end to.</summary>
    private static TextEdit Difference(SourceText before, string after)
    {
        var text = before.Content;
        var start = text.AsSpan().CommonPrefixLength(after);
        start = text.LastIndexOf('\n', Math.Max(0, start - 1), Math.Max(0, start)) + 1;
        var end = 0;
        while (end < text.Length - start && end < after.Length - start && text[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        var line = text.IndexOf('\n', text.Length - end);
        end = line < 0 ? 0 : text.Length - line;
        return new TextEdit(before.At(TextSpan.FromBounds(start, text.Length - end)), after[start..^end]);
    }

    private void WriteFix(Utf8JsonWriter json, Finding finding, string title, IReadOnlyList<TextEdit> edits, bool isPreferred)
    {
        json.WriteStartObject();
        json.WriteString("title", title);
        json.WriteString("kind", QuickFix);
        json.WriteStartArray("diagnostics");
        diagnostics.Write(json, finding);
        json.WriteEndArray();
        if (isPreferred)
        {
            json.WriteBoolean("isPreferred", true);
        }

        WriteEdit(json, edits);
        json.WriteEndObject();
    }

    private void WriteEdit(Utf8JsonWriter json, IReadOnlyList<TextEdit> edits)
    {
        json.WriteStartObject("edit");
        if (client.HasDocumentChanges)
        {
            json.WriteStartArray("documentChanges");
        }
        else
        {
            json.WriteStartObject("changes");
        }

        foreach (var file in edits.GroupBy(static edit => edit.Location.Path, StringComparer.Ordinal))
        {
            if (client.HasDocumentChanges)
            {
                json.WriteStartObject();
                json.WriteStartObject("textDocument");
                json.WriteString("uri", addresses.UriOf(file.Key));
                if (addresses.OpenAt(file.Key) is { } open)
                {
                    json.WriteNumber("version", open.Version);
                }
                else
                {
                    json.WriteNull("version");
                }

                json.WriteEndObject();
            }

            json.WriteStartArray(client.HasDocumentChanges ? "edits" : addresses.UriOf(file.Key));
            foreach (var edit in file)
            {
                json.WriteStartObject();
                diagnostics.WriteRange(json, "range", edit.Location);
                json.WriteString("newText", edit.NewText);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (client.HasDocumentChanges)
            {
                json.WriteEndObject();
            }
        }

        if (client.HasDocumentChanges)
        {
            json.WriteEndArray();
        }
        else
        {
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
