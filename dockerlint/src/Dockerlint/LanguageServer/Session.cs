using System.Text.Json;
using Dockerlint.Cli.LanguageServer.Answers;
using Dockerlint.Cli.LanguageServer.Documents;
using Dockerlint.Cli.LanguageServer.Wire;
using Dockerlint.Cli.Output;

namespace Dockerlint.Cli.LanguageServer;

/// <summary>What the editor has said so far, and what it asks.</summary>
internal sealed class Session(CommandHost host, MessageWriter writer) : IDisposable
{
    /// <summary>More changes at once are a checkout: everything is looked at again.</summary>
    private const int ManyFiles = 50;

    /// <summary>Whatever a finding may rest on.</summary>
    private static readonly string[] _watched =
    [
        "**/*{ockerfile,ontainerfile}*", "**/*.{sh,bash,yaml,yml,json,cs,csproj,props,js,mjs,cjs,ts,py,rb,env}", "**/.env", "**/.editorconfig",
        "**/.globalconfig", "**/.gitignore", "**/.dockerignore",
    ];

    private readonly Dictionary<string, TextDocument> _open = new(StringComparer.Ordinal);
    private readonly List<CheckedFolder> _folders = [];
    private readonly Reports _reports = new(writer);
    private ClientCapabilities _client = new(default);

    /// <summary>Somebody waits for diagnostics that are not known yet.</summary>
    public bool IsDue => !_client.Pulls && _folders.Exists(static folder => folder.IsDue);

    /// <summary>The answer to a request, worked out before it is written.</summary>
    public Action<Utf8JsonWriter> Answer(string method, JsonElement parameters, CancellationToken token) => method switch
    {
        "initialize" => Initialize(parameters),
        "textDocument/hover" => Hover(parameters, token),
        "textDocument/codeAction" => CodeAction(parameters, token),
        "textDocument/diagnostic" => Diagnostic(parameters, token),
        "workspace/diagnostic" => WorkspaceDiagnostic(parameters, token),
        _ => throw new RequestException(RequestException.MethodNotFound, $"{method} is not known"),
    };

    public void Notified(string method, JsonElement parameters)
    {
        switch (method)
        {
            case "initialized":
                Watch();
                break;
            case "textDocument/didOpen":
                Open(parameters.Needed("textDocument"));
                break;
            case "textDocument/didChange":
                Change(parameters);
                break;
            case "textDocument/didClose":
                Close(parameters.Needed("textDocument"));
                break;
            case "textDocument/didSave" when !_client.WatchesFiles:
                if (FolderOf(parameters.Needed("textDocument")) is { } saved)
                {
                    saved.LookAgain();
                }

                break;
            case "workspace/didChangeWatchedFiles":
                FilesChanged([.. ((JsonElement?)parameters.Needed("changes")).Items()]);
                break;
            case "workspace/didChangeWorkspaceFolders":
                FoldersChanged(parameters.Needed("event"));
                break;
        }
    }

    /// <summary>Runs where something has changed, and sends what is new.</summary>
    public void Publish(CancellationToken token)
    {
        foreach (var folder in _folders)
        {
            if (folder.IsDue)
            {
                _reports.Take(folder, folder.Result(token));
                _reports.Publish(folder, _open, _client);
            }
        }
    }

    public void Dispose() => _folders.ForEach(static folder => folder.Dispose());

    private Action<Utf8JsonWriter> Initialize(JsonElement parameters)
    {
        _client = new ClientCapabilities(parameters.Member("capabilities") ?? default);
        var folders = parameters.Member("workspaceFolders").Items().Select(static folder => folder.Text("uri")).OfType<string>().ToList();
        if (folders.Count == 0 && (parameters.Text("rootUri") ?? (parameters.Text("rootPath") is { } path ? FileAddress.Of(path) : null)) is { } root)
        {
            folders.Add(root);
        }

        folders.ForEach(AddFolder);
        return json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("capabilities");
            json.WriteString("positionEncoding", _client.IsUtf8 ? "utf-8" : "utf-16");
            json.WriteStartObject("textDocumentSync");
            json.WriteBoolean("openClose", true);
            json.WriteNumber("change", 2);
            json.WriteBoolean("save", true);
            json.WriteEndObject();
            json.WriteBoolean("hoverProvider", true);
            if (_client.HasCodeActions)
            {
                json.WriteStartObject("codeActionProvider");
                json.WriteStartArray("codeActionKinds");
                json.WriteStringValue(CodeActions.QuickFix);
                json.WriteStringValue(CodeActions.FixAll);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteStartObject("diagnosticProvider");
            json.WriteString("identifier", "dockerlint");
            json.WriteBoolean("interFileDependencies", true);
            json.WriteBoolean("workspaceDiagnostics", true);
            json.WriteEndObject();
            json.WriteStartObject("workspace");
            json.WriteStartObject("workspaceFolders");
            json.WriteBoolean("supported", true);
            json.WriteBoolean("changeNotifications", true);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            JsonOutput.WriteTool(json, "serverInfo");
            json.WriteEndObject();
        };
    }

    private void Watch()
    {
        if (!_client.WatchesFiles)
        {
            return;
        }

        writer.Request("client/registerCapability", static json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("registrations");
            json.WriteStartObject();
            json.WriteString("id", "files");
            json.WriteString("method", "workspace/didChangeWatchedFiles");
            json.WriteStartObject("registerOptions");
            json.WriteStartArray("watchers");
            foreach (var pattern in _watched)
            {
                json.WriteStartObject();
                json.WriteString("globPattern", pattern);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private void Open(JsonElement item)
    {
        var uri = item.NeededText("uri");
        if (FileAddress.PathOf(uri) is not { } path)
        {
            return;
        }

        var document = new TextDocument(uri, path, item.Text("languageId") ?? "", item.NeededNumber("version"), item.NeededText("text"));
        _open[path] = document;
        FolderOf(path).Open(document);
    }

    private void Change(JsonElement parameters)
    {
        var item = parameters.Needed("textDocument");
        if (FileAddress.PathOf(item.NeededText("uri")) is { } path && _open.TryGetValue(path, out var document))
        {
            document.Change(item.Number("version") ?? document.Version, parameters.Member("contentChanges").Items(), _client.IsUtf8);
            FolderOf(path).Touch(path);
        }
    }

    private void Close(JsonElement item)
    {
        if (FileAddress.PathOf(item.NeededText("uri")) is not { } path || !_open.Remove(path, out var document))
        {
            return;
        }

        var folder = FolderOf(path);
        folder.Close(document);
        if (!folder.IsWhole && folder.IsEmpty)
        {
            Remove(folder);
        }
    }

    private void FilesChanged(List<JsonElement> changes)
    {
        const int Changed = 2;
        foreach (var folder in changes.Count > ManyFiles ? _folders : [])
        {
            folder.LookAgain();
        }

        foreach (var change in changes.Count > ManyFiles ? [] : changes)
        {
            if (FileAddress.PathOf(change.NeededText("uri")) is not { } path)
            {
                continue;
            }

            foreach (var folder in _folders.Where(folder => folder.Contains(path)))
            {
                if (Path.GetFileName(path) is ".editorconfig" or ".globalconfig" && change.Number("type") == Changed)
                {
                    folder.ReadSeveritiesAgain();
                }
                else if (change.Number("type") == Changed && !ChangesMore(path))
                {
                    folder.Touch(path);
                }
                else
                {
                    folder.LookAgain();
                }
            }
        }

        if (_client is { Pulls: true, CanRefresh: true } && _folders.Exists(static folder => folder.IsDue))
        {
            writer.Request("workspace/diagnostic/refresh", null);
        }
    }

    /// <summary>What files there are, and what is known of images.</summary>
    private static bool ChangesMore(string path) => Path.GetFileName(path) is ".gitignore" or Images.ImageFacts.FileName;

    private void FoldersChanged(JsonElement change)
    {
        foreach (var removed in change.Member("removed").Items())
        {
            if (FileAddress.PathOf(removed.NeededText("uri")) is { } path
                && _folders.Find(folder => folder.IsWhole && folder.Path == path) is { } folder)
            {
                Remove(folder);
            }
        }

        foreach (var added in change.Member("added").Items())
        {
            AddFolder(added.NeededText("uri"));
        }

        foreach (var document in _open.Values)
        {
            FolderOf(document.Path).Open(document);
        }
    }

    private void AddFolder(string uri)
    {
        if (FileAddress.PathOf(uri) is not { } path || _folders.Exists(folder => folder.IsWhole && folder.Path == path))
        {
            return;
        }

        // What was looked at file by file is now part of it.
        foreach (var inside in _folders.Where(folder => !folder.IsWhole && Inputs.ReadRoots.IsBelow(folder.Path, path)).ToList())
        {
            Remove(inside);
        }

        _folders.Add(new CheckedFolder(host, path, isWhole: true));
    }

    private void Remove(CheckedFolder folder)
    {
        _folders.Remove(folder);
        _reports.Remove(folder, _open, _client);
        folder.Dispose();
    }

    private CheckedFolder? FolderOf(JsonElement item) =>
        FileAddress.PathOf(item.NeededText("uri")) is { } path && _open.ContainsKey(path) ? FolderOf(path) : null;

    /// <summary>The innermost folder of the workspace around a file; its own, for its open documents alone, where there is none.</summary>
    private CheckedFolder FolderOf(string path)
    {
        var folder = _folders.Where(folder => folder.IsWhole && folder.Contains(path)).MaxBy(static folder => folder.Path.Length);
        var own = Path.GetDirectoryName(path) ?? path;
        folder ??= _folders.Find(folder => folder.Path == own);
        if (folder is null)
        {
            folder = new CheckedFolder(host, own, isWhole: false);
            _folders.Add(folder);
        }

        return folder;
    }

    private Action<Utf8JsonWriter> Hover(JsonElement parameters, CancellationToken token)
    {
        if (Checked(parameters, token) is not var (folder, document))
        {
            return static json => json.WriteNullValue();
        }

        var position = TextDocument.PositionOf(parameters.Needed("position"));
        var findings = _reports.Of(folder, document.Path).Findings.Where(finding =>
            LineTable.Of(finding.Location.Source).OffsetAt(position, _client.IsUtf8) is var offset
            && offset >= finding.Location.Span.Start && offset <= finding.Location.Span.End).ToList();
        if (findings.Count == 0)
        {
            return static json => json.WriteNullValue();
        }

        var addresses = new Addresses(folder, _open);
        var text = HoverText.Of(findings, addresses, _client.ShowsMarkdown);
        return json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("contents");
            json.WriteString("kind", _client.ShowsMarkdown ? "markdown" : "plaintext");
            json.WriteString("value", text);
            json.WriteEndObject();
            new DiagnosticWriter(addresses, _client).WriteRange(json, "range", findings[0].Location);
            json.WriteEndObject();
        };
    }

    private Action<Utf8JsonWriter> CodeAction(JsonElement parameters, CancellationToken token)
    {
        if (Checked(parameters, token) is not var (folder, document))
        {
            return static json => json.WriteNullValue();
        }

        var range = parameters.Needed("range");
        var (start, end) = (TextDocument.PositionOf(range.Needed("start")), TextDocument.PositionOf(range.Needed("end")));
        List<string> only = [.. parameters.At("context", "only").Items().Where(static kind => kind.ValueKind == JsonValueKind.String)
            .Select(static kind => kind.GetString()!)];
        var addresses = new Addresses(folder, _open);
        var actions = new CodeActions(folder, document, addresses, new DiagnosticWriter(addresses, _client), _client);
        var result = folder.Result(token);
        return json => actions.Write(json, result, _reports.Of(folder, document.Path).Findings, (start, end), only);
    }

    private Action<Utf8JsonWriter> Diagnostic(JsonElement parameters, CancellationToken token)
    {
        var checkedDocument = Checked(parameters, token);
        var previous = parameters.Text("previousResultId");
        return json =>
        {
            if (checkedDocument is var (folder, document))
            {
                _reports.WriteFull(json, folder, document.Path, previous, _open, _client);
            }
            else
            {
                Reports.WriteNothing(json);
            }
        };
    }

    private Action<Utf8JsonWriter> WorkspaceDiagnostic(JsonElement parameters, CancellationToken token)
    {
        foreach (var folder in _folders)
        {
            _reports.Take(folder, folder.Result(token));
        }

        var previous = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var known in parameters.Member("previousResultIds").Items())
        {
            previous[known.NeededText("uri")] = known.NeededText("value");
        }

        return json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var folder in _folders)
            {
                _reports.WriteWorkspace(json, folder, previous, _open, _client);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        };
    }

    /// <summary>The open document that a request is about, with what is found in it now; null: it is not open.</summary>
    private (CheckedFolder Folder, TextDocument Document)? Checked(JsonElement parameters, CancellationToken token)
    {
        if (FileAddress.PathOf(parameters.Needed("textDocument").NeededText("uri")) is not { } path || !_open.TryGetValue(path, out var document))
        {
            return null;
        }

        var folder = FolderOf(path);
        var wasDue = folder.IsDue;
        var result = folder.Result(token);
        _reports.Take(folder, result);
        if (wasDue && !_client.Pulls)
        {
            _reports.Publish(folder, _open, _client);
        }

        return (folder, document);
    }
}
