using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dockerlint.Cli.Checking;
using Dockerlint.Cli.LanguageServer.Answers;
using Dockerlint.Cli.LanguageServer.Documents;
using Dockerlint.Cli.LanguageServer.Wire;

namespace Dockerlint.Cli.LanguageServer;

/// <summary>What each folder's last run says of each file, and what of it the editor has got.</summary>
internal sealed class Reports(MessageWriter writer)
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<CheckedFolder, Known> _known = [];

    public FileReport Of(CheckedFolder folder, string fullPath) =>
        _known.TryGetValue(folder, out var known) ? known.Files.GetValueOrDefault(fullPath, FileReport.Empty) : FileReport.Empty;

    /// <summary>What a run came to, by file.</summary>
    public void Take(CheckedFolder folder, CheckResult result)
    {
        if (!_known.TryGetValue(folder, out var known))
        {
            _known[folder] = known = new Known();
        }

        if (ReferenceEquals(known.Result, result))
        {
            return;
        }

        var findings = result.Findings.ToLookup(finding => folder.FullPath(finding.Location.Path), StringComparer.Ordinal);
        // One about the folder itself (there is nothing to check below it) is about no document.
        var errors = result.Errors.Where(static error => error.Path is not ("." or ""))
            .ToLookup(error => folder.FullPath(error.Path), StringComparer.Ordinal);
        known.Result = result;
        known.Files = findings.Select(static file => file.Key).Union(errors.Select(static file => file.Key), StringComparer.Ordinal)
            .ToDictionary(static file => file, file => new FileReport([.. findings[file]], [.. errors[file]]), StringComparer.Ordinal);
    }

    /// <summary>Sends what the editor does not show yet, and takes away what is no more.</summary>
    public void Publish(CheckedFolder folder, IReadOnlyDictionary<string, TextDocument> open, ClientCapabilities client)
    {
        var known = _known[folder];
        var addresses = new Addresses(folder, open);
        foreach (var (path, report) in known.Files)
        {
            if (!known.Published.TryGetValue(path, out var sent) || !sent.IsSame(report))
            {
                Publish(path, report, addresses, open, client);
                known.Published[path] = report;
            }
        }

        foreach (var path in known.Published.Keys.Where(path => !known.Files.ContainsKey(path)).ToList())
        {
            Publish(path, FileReport.Empty, addresses, open, client);
            known.Published.Remove(path);
        }
    }

    public void Remove(CheckedFolder folder, IReadOnlyDictionary<string, TextDocument> open, ClientCapabilities client)
    {
        if (_known.Remove(folder, out var known))
        {
            foreach (var path in known.Published.Keys)
            {
                Publish(path, FileReport.Empty, new Addresses(folder, open), open, client);
            }
        }
    }

    public void WriteFull(Utf8JsonWriter json, CheckedFolder folder, string path, string? previous, IReadOnlyDictionary<string, TextDocument> open,
        ClientCapabilities client)
    {
        json.WriteStartObject();
        WriteReport(json, Items(Of(folder, path), new Addresses(folder, open), client), previous);
        json.WriteEndObject();
    }

    /// <summary>For a document that is none of ours.</summary>
    public static void WriteNothing(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteReport(json, "[]"u8, previous: null);
        json.WriteEndObject();
    }

    /// <summary>Every file with a report, and every one that the editor has one of.</summary>
    public void WriteWorkspace(Utf8JsonWriter json, CheckedFolder folder, Dictionary<string, string> previous,
        IReadOnlyDictionary<string, TextDocument> open, ClientCapabilities client)
    {
        var addresses = new Addresses(folder, open);
        var files = _known[folder].Files.Keys.ToDictionary(addresses.UriOfFile, static path => path, StringComparer.Ordinal);
        foreach (var uri in previous.Keys)
        {
            if (FileAddress.PathOf(uri) is { } path && folder.Contains(path))
            {
                files.TryAdd(uri, path);
            }
        }

        foreach (var (uri, path) in files)
        {
            json.WriteStartObject();
            json.WriteString("uri", uri);
            if (open.TryGetValue(path, out var document))
            {
                json.WriteNumber("version", document.Version);
            }
            else
            {
                json.WriteNull("version");
            }

            WriteReport(json, Items(Of(folder, path), addresses, client), previous.GetValueOrDefault(uri));
            json.WriteEndObject();
        }
    }

    private static void WriteReport(Utf8JsonWriter json, ReadOnlySpan<byte> items, string? previous)
    {
        var id = Name(items);
        json.WriteString("kind", id == previous ? "unchanged" : "full");
        json.WriteString("resultId", id);
        if (id != previous)
        {
            json.WritePropertyName("items");
            json.WriteRawValue(items, skipInputValidation: true);
        }
    }

    private static ReadOnlySpan<byte> Items(FileReport report, Addresses addresses, ClientCapabilities client)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, _options);
        new DiagnosticWriter(addresses, client).Write(json, report);
        json.Flush();
        return buffer.WrittenSpan;
    }

    /// <summary>The same for the same diagnostics: FNV-1a.</summary>
    private static string Name(ReadOnlySpan<byte> items)
    {
        var hash = 14695981039346656037;
        foreach (var b in items)
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private void Publish(
        string path, FileReport report, Addresses addresses, IReadOnlyDictionary<string, TextDocument> open, ClientCapabilities client) =>
        writer.Notify("textDocument/publishDiagnostics", json =>
        {
            json.WriteStartObject();
            json.WriteString("uri", addresses.UriOfFile(path));
            if (open.TryGetValue(path, out var document))
            {
                json.WriteNumber("version", document.Version);
            }

            json.WritePropertyName("diagnostics");
            new DiagnosticWriter(addresses, client).Write(json, report);
            json.WriteEndObject();
        });

    private sealed class Known
    {
        public CheckResult? Result { get; set; }

        public Dictionary<string, FileReport> Files { get; set; } = [];

        public Dictionary<string, FileReport> Published { get; } = new(StringComparer.Ordinal);
    }
}
