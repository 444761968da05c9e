using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dockerlint.Cli;
using Dockerlint.Cli.LanguageServer;
using Dockerlint.Cli.LanguageServer.Wire;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.LanguageServer;

/// <summary>The other side of the protocol: a session with the server in this process, over two streams.</summary>
internal sealed class Editor : IDisposable
{
    /// <summary>As what the server must never need.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly ByteChannel _input = new();
    private readonly ByteChannel _output = new();
    private readonly MessageReader _reader;
    private readonly Thread _server;
    private readonly List<JsonNode> _received = [];
    private int _requests;
    private int _code = -1;
    private string? _broken;

    public Editor(WorkFolder folder)
    {
        Folder = folder;
        _reader = new MessageReader(_output);
        _server = new Thread(Serve);
        _server.Start();
    }

    public WorkFolder Folder { get; }

    public ByteChannel Input => _input;

    public string? Broken => _broken;

    public string RootUri => UriOf("");

    public string UriOf(string path) => "file://" + Folder.FullPath(path).TrimEnd('/');

    /// <summary>An editor with what most editors know.</summary>
    public static Editor Started(WorkFolder folder, bool pulls = false, string? encoding = null, bool watches = false)
    {
        var editor = new Editor(folder);
        editor.Initialize(pulls, encoding, watches);
        return editor;
    }

    public JsonNode Initialize(bool pulls = false, string? encoding = null, bool watches = false)
    {
        var textDocument = new JsonObject
        {
            ["publishDiagnostics"] = new JsonObject { ["relatedInformation"] = true, ["versionSupport"] = true },
            ["codeAction"] = new JsonObject { ["codeActionLiteralSupport"] = new JsonObject() },
            ["hover"] = new JsonObject { ["contentFormat"] = new JsonArray("markdown", "plaintext") },
        };
        if (pulls)
        {
            textDocument["diagnostic"] = new JsonObject { ["relatedInformation"] = true };
        }

        var answer = Ask("initialize", new JsonObject
        {
            ["processId"] = null,
            ["rootUri"] = RootUri,
            ["capabilities"] = new JsonObject
            {
                ["general"] = encoding is null ? new JsonObject() : new JsonObject { ["positionEncodings"] = new JsonArray(encoding, "utf-16") },
                ["textDocument"] = textDocument,
                ["workspace"] = new JsonObject
                {
                    ["didChangeWatchedFiles"] = new JsonObject { ["dynamicRegistration"] = watches },
                    ["diagnostics"] = new JsonObject { ["refreshSupport"] = true },
                    ["workspaceEdit"] = new JsonObject { ["documentChanges"] = true },
                },
            },
        });
        Notify("initialized", new JsonObject());
        return answer;
    }

    public void Open(string path, string text, string language = "dockerfile") => Notify("textDocument/didOpen", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = UriOf(path), ["languageId"] = language, ["version"] = 1, ["text"] = text },
    });

    public void Close(string path) =>
        Notify("textDocument/didClose", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = UriOf(path) } });

    public void Change(string path, int version, params JsonObject[] changes) => Notify("textDocument/didChange", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = UriOf(path), ["version"] = version },
        ["contentChanges"] = new JsonArray([.. changes]),
    });

    public static JsonObject Whole(string text) => new() { ["text"] = text };

    public static JsonObject Edit(int line, int start, int end, string text) => Edit(line, start, line, end, text);

    public static JsonObject Edit(int startLine, int start, int endLine, int end, string text) =>
        new() { ["range"] = Range(startLine, start, endLine, end), ["text"] = text };

    public static JsonObject Range(int startLine, int start, int endLine, int end) => new()
    {
        ["start"] = new JsonObject { ["line"] = startLine, ["character"] = start },
        ["end"] = new JsonObject { ["line"] = endLine, ["character"] = end },
    };

    /// <summary>The answer's result.</summary>
    public JsonNode Ask(string method, JsonObject parameters)
    {
        var answer = Answer(Request(method, parameters));
        Assert.Null(answer["error"]);
        return answer["result"] ?? JsonValue.Create("nothing")!;
    }

    /// <summary>The answer's error code.</summary>
    public int AskInVain(string method, JsonObject? parameters = null) => (int)Answer(Request(method, parameters))["error"]!["code"]!;

    public JsonObject On(string path) => new() { ["textDocument"] = new JsonObject { ["uri"] = UriOf(path) } };

    public JsonObject At(string path, int line, int character)
    {
        var parameters = On(path);
        parameters["position"] = new JsonObject { ["line"] = line, ["character"] = character };
        return parameters;
    }

    public int Request(string method, JsonObject? parameters = null)
    {
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = ++_requests, ["method"] = method };
        if (parameters is not null)
        {
            message["params"] = parameters;
        }

        Send(message);
        return _requests;
    }

    public void Notify(string method, JsonObject? parameters) =>
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters });

    public JsonNode Answer(int id) => Wait(message => message["method"] is null && message["id"] is { } own
        && own.GetValueKind() == JsonValueKind.Number && (int)own == id);

    /// <summary>What the server says next of a file; what it has said before is not asked for again.</summary>
    public JsonArray Diagnostics(string path, Func<JsonArray, bool>? until = null) => (JsonArray)Wait(message =>
        (string?)message["method"] == "textDocument/publishDiagnostics" && (string?)message["params"]!["uri"] == UriOf(path)
            && (until is null || until((JsonArray)message["params"]!["diagnostics"]!)))["params"]!["diagnostics"]!;

    public JsonNode Wait(Func<JsonNode, bool> isMeant)
    {
        for (var i = 0; ; i++)
        {
            if (i == _received.Count)
            {
                _received.Add(Next());
            }

            if (isMeant(_received[i]))
            {
                var found = _received[i];
                _received.RemoveAt(i);
                return found;
            }
        }
    }

    public void Send(JsonNode message) => Send(message.ToJsonString());

    public void Send(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Write(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {bytes.Length}\r\n\r\n"));
        _input.Write(bytes);
    }

    public void Write(string bytes) => _input.Write(Encoding.UTF8.GetBytes(bytes));

    /// <summary>The exit code of a session that ends by itself.</summary>
    public int Code()
    {
        Assert.True(_server.Join(_patience), "the server does not end");
        return _code;
    }

    public void Dispose()
    {
        _input.End();
        Assert.True(_server.Join(_patience), "the server does not end with its input");
        _input.Dispose();
        _output.Dispose();
    }

    private JsonNode Next()
    {
        JsonNode? next = null;
        var reading = new Thread(() => next = _reader.Read(out _) is { } body ? JsonNode.Parse(body) : null) { IsBackground = true };
        reading.Start();
        Assert.True(reading.Join(_patience), "the server says nothing");
        return next ?? throw new EndOfStreamException("the server has ended");
    }

    private void Serve()
    {
        var host = new CommandHost
        {
            WorkingDirectory = Folder.Path, Input = () => _input, OutputBytes = () => _output, Output = TextWriter.Null, Error = TextWriter.Null,
        };
        using var server = new Server(host, _input, _output);
        _code = server.Run();
        _broken = server.Broken;
        _output.End();
    }
}
