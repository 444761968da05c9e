using System.Text.Json.Nodes;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.LanguageServer;

/// <summary>How a session begins, goes wrong and ends.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "utf-16")]
    [InlineData("utf-8", "utf-8")]
    [InlineData("utf-32", "utf-16")]
    public void Initialize_SaysWhatIsKnownAndAgreesOnAnEncoding(string? offered, string agreed)
    {
        using var editor = new Editor(_folder);

        var capabilities = editor.Initialize(encoding: offered)["capabilities"]!;

        Assert.Equal(agreed, (string?)capabilities["positionEncoding"]);
        Assert.Equal(2, (int)capabilities["textDocumentSync"]!["change"]!);
        Assert.True((bool)capabilities["diagnosticProvider"]!["interFileDependencies"]!);
        Assert.True((bool)capabilities["diagnosticProvider"]!["workspaceDiagnostics"]!);
    }

    [Fact]
    public void RequestsOutOfOrder_GetTheProtocolsErrors()
    {
        using var editor = new Editor(_folder);
        Assert.Equal(-32002, editor.AskInVain("textDocument/hover", new JsonObject()));
        editor.Initialize();
        Assert.Equal(-32600, editor.AskInVain("initialize", new JsonObject()));
        Assert.Equal(-32601, editor.AskInVain("textDocument/rename", new JsonObject()));
        Assert.Equal(-32602, editor.AskInVain("textDocument/hover", new JsonObject()));
        editor.Notify("$/whatever", new JsonObject());
        editor.Ask("shutdown", new JsonObject());
        Assert.Equal(-32600, editor.AskInVain("textDocument/hover", new JsonObject()));
        editor.Notify("exit", new JsonObject());
        Assert.Equal(0, editor.Code());
    }

    /// <summary>An editor that splits a character into its two halves; what it sends then is still its document.</summary>
    [Fact]
    public void HalfOfACharacter_IsAText()
    {
        using var editor = Editor.Started(_folder);
        editor.Send("{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"" + editor.UriOf("Dockerfile")
            + "\",\"languageId\":\"dockerfile\",\"version\":1,\"text\":\"# \\ud83d\\\\ud83d\\ud83d\\ude00\\nFROM debian:12\\nCMD node x\"}}}");

        Assert.Equal(2, (int)editor.Diagnostics("Dockerfile")[0]!["range"]!["start"]!["line"]!);
    }

    [Fact]
    public void Exit_WithoutShutdown_IsAFailure()
    {
        using var editor = Editor.Started(_folder);
        editor.Notify("exit", new JsonObject());

        Assert.Equal(1, editor.Code());
        Assert.Null(editor.Broken);
    }

    [Fact]
    public void InputThatEnds_EndsTheServer()
    {
        using var editor = Editor.Started(_folder);
        editor.Input.End();

        Assert.Equal(1, editor.Code());
    }

    [Theory]
    [InlineData("Content-Length: many\r\n\r\n")]
    [InlineData("Content-Length: -1\r\n\r\n")]
    [InlineData("Content-Type: text\r\n\r\n{}")]
    [InlineData("{\"jsonrpc\":\"2.0\"}\r\n\r\n")]
    public void BrokenFraming_EndsTheSessionWithAReason(string bytes)
    {
        using var editor = Editor.Started(_folder);
        editor.Write(bytes);

        Assert.Equal(1, editor.Code());
        Assert.NotNull(editor.Broken);
    }

    [Fact]
    public void HeaderWithoutAnEnd_IsGivenUp()
    {
        using var editor = Editor.Started(_folder);
        editor.Write(new string('x', 100_000));

        Assert.Equal(1, editor.Code());
    }

    [Theory]
    [InlineData("{", -32700)]
    [InlineData("[]", -32700)]
    [InlineData("7", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7}", -32600)]
    public void BodyThatIsNoMessage_IsAnErrorAndTheSessionGoesOn(string body, int code)
    {
        using var editor = Editor.Started(_folder);
        editor.Send(body);

        Assert.Equal(code, (int)editor.Wait(message => message["error"] is not null)["error"]!["code"]!);
        Assert.Equal(-32601, editor.AskInVain("unknown"));
    }

    [Fact]
    public void DeeplyNestedBody_IsAnError()
    {
        using var editor = Editor.Started(_folder);
        editor.Send(new string('[', 100_000));

        Assert.Equal(-32700, (int)editor.Wait(message => message["error"] is not null)["error"]!["code"]!);
    }

    [Fact]
    public void HugeMessage_IsPassedOverAndTheSessionGoesOn()
    {
        using var editor = Editor.Started(_folder);
        editor.Send(new string(' ', (64 << 20) + 1));

        Assert.Equal(-32700, (int)editor.Wait(message => message["error"] is not null)["error"]!["code"]!);
        Assert.Equal(-32601, editor.AskInVain("unknown"));
    }

    [Fact]
    public void CancelledRequest_IsAnsweredSo()
    {
        using var editor = Editor.Started(_folder, pulls: true);
        _folder.Write("Dockerfile", WorkFolder.ShellForm);
        editor.Open("Dockerfile", WorkFolder.ShellForm);

        // Both are known before the first is answered: the first check of a process takes longer than that.
        var first = editor.Request("textDocument/diagnostic", editor.On("Dockerfile"));
        var requests = Enumerable.Range(0, 50).Select(_ => editor.Request("textDocument/hover", editor.At("Dockerfile", 1, 5))).ToList();
        editor.Notify("$/cancelRequest", new JsonObject { ["id"] = requests[^1] });
        editor.Notify("$/cancelRequest", new JsonObject { ["id"] = 12345 });
        editor.Notify("$/cancelRequest", new JsonObject { ["id"] = "of no request" });

        Assert.NotNull(editor.Answer(first)["result"]);
        Assert.NotNull(editor.Answer(requests[0])["result"]);
        Assert.Equal(-32800, (int)editor.Answer(requests[^1])["error"]!["code"]!);
    }

    [Fact]
    public void BadNotification_IsLoggedAndTheSessionGoesOn()
    {
        using var editor = Editor.Started(_folder);
        editor.Notify("textDocument/didOpen", new JsonObject());

        Assert.Contains(
            "textDocument is missing", (string?)editor.Wait(message => (string?)message["method"] == "window/logMessage")["params"]!["message"],
            StringComparison.Ordinal);
        Assert.Equal(-32601, editor.AskInVain("unknown"));
    }

    [Fact]
    public void WhatIsNoFile_IsNobodysConcern()
    {
        using var editor = Editor.Started(_folder);
        editor.Notify("textDocument/didOpen", new JsonObject
        {
            ["textDocument"] = new JsonObject
            {
                ["uri"] = "untitled:Untitled-1", ["languageId"] = "dockerfile", ["version"] = 1, ["text"] = WorkFolder.ShellForm,
            },
        });

        Assert.Equal("nothing", (string?)editor.Ask("textDocument/hover", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = "untitled:Untitled-1" },
            ["position"] = new JsonObject { ["line"] = 0, ["character"] = 0 },
        }));
    }
}
