using System.Text.Json.Nodes;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.LanguageServer;

/// <summary>What the editor is told of its texts, and when.</summary>
public sealed class DiagnosticTests : IDisposable
{
    private const string ByScript = "FROM debian:12\nCOPY entry.sh /\nENTRYPOINT [\"/entry.sh\"]\nCMD [\"node\", \"server.js\"]\n";
    private const string Exec = "#!/bin/sh\nset -e\nexec \"$@\"\n";
    private const string NoExec = "#!/bin/sh\nset -e\n\"$@\"\necho done\n";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Diagnostic_SaysWhereWhatWhyAndWhereToReadOn()
    {
        using var editor = Editor.Started(_folder.Write("Dockerfile", WorkFolder.ShellForm));
        editor.Open("Dockerfile", WorkFolder.ShellForm);

        var diagnostic = Assert.Single(editor.Diagnostics("Dockerfile"))!;

        Assert.Equal("STOP2001", (string?)diagnostic["code"]);
        Assert.Equal(1, (int)diagnostic["severity"]!);
        Assert.Equal("dockerlint", (string?)diagnostic["source"]);
        Assert.EndsWith("STOP2001.md", (string?)diagnostic["codeDescription"]!["href"], StringComparison.Ordinal);
        Assert.Equal(1, (int)diagnostic["range"]!["start"]!["line"]!);
        Assert.NotEmpty((JsonArray)diagnostic["relatedInformation"]!);
        Assert.All((JsonArray)diagnostic["relatedInformation"]!,
            related => Assert.Equal(editor.UriOf("Dockerfile"), (string?)related!["location"]!["uri"]));
    }

    [Fact]
    public void Typing_BringsTheFindingAndTakesItAway()
    {
        using var editor = Editor.Started(_folder.Write("Dockerfile", "FROM debian:12\nCMD [\"node\", \"server.js\"]\n"));
        editor.Open("Dockerfile", "FROM debian:12\n");
        editor.Change("Dockerfile", 2, Editor.Edit(1, 0, 0, "CMD "), Editor.Edit(1, 4, 4, "node server.js\n"));

        Assert.Equal(["STOP2001"], Codes(editor.Diagnostics("Dockerfile", Any)));

        editor.Change("Dockerfile", 3, Editor.Edit(1, 4, 4, "exec "));
        Assert.Empty(editor.Diagnostics("Dockerfile"));
    }

    [Fact]
    public void ScriptThatIsTyped_RenewsWhatIsFoundByWayOfTheDockerfile()
    {
        using var editor = Editor.Started(_folder.Write("Dockerfile", ByScript).Write("entry.sh", Exec));
        editor.Open("entry.sh", Exec, "shellscript");
        editor.Change("entry.sh", 2, Editor.Edit(2, 0, 5, ""));
        editor.Change("entry.sh", 3, Editor.Edit(3, 0, 0, "echo done\n"));

        var diagnostic = editor.Diagnostics("entry.sh", Any)[0]!;
        Assert.Equal("STOP2004", (string?)diagnostic["code"]);
        Assert.Contains((JsonArray)diagnostic["relatedInformation"]!,
            related => (string?)related!["location"]!["uri"] == editor.UriOf("Dockerfile"));

        editor.Change("entry.sh", 4, Editor.Whole(Exec));
        Assert.Empty(editor.Diagnostics("entry.sh"));
    }

    [Fact]
    public void DockerfileThatIsTyped_RenewsWhatIsFoundInTheScript()
    {
        using var editor = Editor.Started(_folder.Write("Dockerfile", ByScript).Write("entry.sh", NoExec));
        Assert.NotEmpty(editor.Diagnostics("entry.sh", Any));
        editor.Open("Dockerfile", ByScript);

        editor.Change("Dockerfile", 2, Editor.Edit(2, 0, 2, 27, "ENTRYPOINT []"));

        Assert.Empty(editor.Diagnostics("entry.sh"));
    }

    [Fact]
    public void ServiceThatIsTyped_IsCheckedWithItsDockerfile()
    {
        const string Compose = "services:\n  web:\n    build: .\n";
        _folder.Write("Dockerfile", "FROM debian:12\nCMD [\"gunicorn\", \"app:app\"]\n").Write("compose.yaml", Compose);
        using var editor = Editor.Started(_folder);
        editor.Open("compose.yaml", Compose, "dockercompose");
        editor.Change("compose.yaml", 2, Editor.Edit(3, 0, 0, "    stop_grace_period: 0s\n"));

        var diagnostic = editor.Diagnostics("compose.yaml", Any)[0]!;
        Assert.Contains("service web", (string?)diagnostic["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_IsCheckedWhileItIsTyped()
    {
        const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - { name: web, image: nginx:1.27 }\n";
        using var editor = Editor.Started(_folder.Write("pod.yaml", Pod));
        editor.Open("pod.yaml", Pod, "yaml");
        editor.Change("pod.yaml", 2, Editor.Edit(4, 0, 0, "  terminationGracePeriodSeconds: 0\n"));

        Assert.NotEmpty(editor.Diagnostics("pod.yaml", Any));
    }

    /// <summary>One character of two units and four bytes stands in front of what is replaced.</summary>
    [Theory]
    [InlineData("utf-16", 11)]
    [InlineData("utf-8", 13)]
    public void Columns_AreCountedAsAgreed(string encoding, int column)
    {
        using var editor = Editor.Started(_folder, encoding: encoding);
        editor.Open("Dockerfile", "FROM debian:12\nCMD echo 😀 && node server.js\n");
        var diagnostic = editor.Diagnostics("Dockerfile", Any)[0]!;
        Assert.Equal(column + " && node server.js".Length, (int)diagnostic["range"]!["end"]!["character"]!);

        editor.Change("Dockerfile", 2, Editor.Edit(1, column, column + 99, ""), Editor.Edit(1, column - (encoding == "utf-8" ? 4 : 2), column, "x"));

        Assert.Equal(10, Ends(editor));
    }

    /// <summary>Where the shell form of the second line ends now.</summary>
    private static int Ends(Editor editor)
    {
        editor.Diagnostics("Dockerfile", static diagnostics => diagnostics.Count == 0);
        editor.Change("Dockerfile", 9, Editor.Edit(1, 99, 99, "; node server.js"));
        return (int)editor.Diagnostics("Dockerfile", Any)[0]!["range"]!["end"]!["character"]! - "; node server.js".Length;
    }

    [Fact]
    public void CarriageReturns_ArePartOfNoLine()
    {
        using var editor = Editor.Started(_folder);
        editor.Open("Dockerfile", "FROM debian:12\r\n# x\r\nCMD node server.js\r\n");
        Assert.Equal(2, (int)editor.Diagnostics("Dockerfile", Any)[0]!["range"]!["start"]!["line"]!);

        editor.Change("Dockerfile", 2, Editor.Edit(2, 4, 2, 99, "[\"node\", \"server.js\"]"));

        Assert.Empty(editor.Diagnostics("Dockerfile"));
    }

    [Fact]
    public void EveryFileOfTheFolder_IsReportedOpenOrNot()
    {
        using var editor = Editor.Started(_folder.Write("a/Dockerfile", WorkFolder.ShellForm).Write("b/Dockerfile", WorkFolder.Graceful)
            .Write("ignored/Dockerfile", WorkFolder.ShellForm).Write(".gitignore", "ignored\n"));

        Assert.Equal(["STOP2001"], Codes(editor.Diagnostics("a/Dockerfile")));
        editor.Ask("shutdown", new JsonObject());
        Assert.Throws<EndOfStreamException>(() => Gone(editor, "ignored/Dockerfile"));
    }

    [Fact]
    public void OpenIgnoredFile_IsCheckedUntilItIsClosed()
    {
        using var editor = Editor.Started(_folder.Write("ignored/Dockerfile", WorkFolder.ShellForm).Write(".gitignore", "ignored\n"));
        editor.Open("ignored/Dockerfile", WorkFolder.ShellForm);
        Assert.Equal(["STOP2001"], Codes(editor.Diagnostics("ignored/Dockerfile")));

        editor.Close("ignored/Dockerfile");
        Assert.Empty(editor.Diagnostics("ignored/Dockerfile"));
    }

    [Fact]
    public void ClosedWithoutSaving_TheFileCounts()
    {
        using var editor = Editor.Started(_folder.Write("Dockerfile", WorkFolder.Graceful));
        editor.Open("Dockerfile", WorkFolder.ShellForm);
        Assert.NotEmpty(editor.Diagnostics("Dockerfile", Any));

        editor.Close("Dockerfile");
        Assert.Empty(editor.Diagnostics("Dockerfile"));
    }

    [Fact]
    public void BrokenFile_IsADiagnostic()
    {
        using var editor = Editor.Started(_folder);
        editor.Open("Dockerfile", "FORM debian\n");

        Assert.Equal("STOP0001", (string?)editor.Diagnostics("Dockerfile", Any)[0]!["code"]);
    }

    [Fact]
    public void WatchedFiles_AreReadAgain()
    {
        using var editor = Editor.Started(_folder.Write("Dockerfile", ByScript).Write("entry.sh", Exec), watches: true);
        Assert.Equal("workspace/didChangeWatchedFiles",
            (string?)editor.Wait(message => (string?)message["method"] == "client/registerCapability")["params"]!["registrations"]![0]!["method"]);
        editor.Open("Dockerfile", ByScript);

        _folder.Write("entry.sh", NoExec);
        FileChanged(editor, "entry.sh", 2);
        Assert.Equal(["STOP2004"], Codes(editor.Diagnostics("entry.sh", Any)));

        _folder.Write(".editorconfig", "root = true\n[*]\ndotnet_diagnostic.STOP2004.severity = suggestion\n");
        FileChanged(editor, ".editorconfig", 1);
        Assert.Equal(3, (int)editor.Diagnostics("entry.sh")[0]!["severity"]!);

        File.Delete(_folder.FullPath("entry.sh"));
        FileChanged(editor, "entry.sh", 3);
        Assert.Empty(editor.Diagnostics("entry.sh"));

        _folder.Write("new/Dockerfile", WorkFolder.ShellForm);
        FileChanged(editor, "new/Dockerfile", 1);
        Assert.Equal(["STOP2001"], Codes(editor.Diagnostics("new/Dockerfile", Any)));
    }

    [Fact]
    public void FoldersOfTheWorkspace_ComeAndGo()
    {
        using var other = new WorkFolder();
        other.Write("Dockerfile", WorkFolder.ShellForm);
        using var editor = Editor.Started(_folder);
        JsonArray folder = [new JsonObject { ["uri"] = "file://" + other.Path, ["name"] = "other" }];
        editor.Notify("workspace/didChangeWorkspaceFolders",
            new JsonObject { ["event"] = new JsonObject { ["added"] = folder.DeepClone(), ["removed"] = new JsonArray() } });
        var uri = "file://" + other.FullPath("Dockerfile");
        Assert.NotEmpty((JsonArray)Published(editor, uri));

        editor.Notify("workspace/didChangeWorkspaceFolders",
            new JsonObject { ["event"] = new JsonObject { ["added"] = new JsonArray(), ["removed"] = folder.DeepClone() } });
        Assert.Empty((JsonArray)Published(editor, uri));
    }

    [Fact]
    public void FileOutsideOfTheWorkspace_IsCheckedByItself()
    {
        using var other = new WorkFolder();
        other.Write("Dockerfile", ByScript).Write("entry.sh", NoExec).Write("sub/Dockerfile", WorkFolder.ShellForm);
        using var editor = Editor.Started(_folder);
        var uri = "file://" + other.FullPath("Dockerfile");
        editor.Notify("textDocument/didOpen", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri, ["languageId"] = "dockerfile", ["version"] = 1, ["text"] = ByScript },
        });

        // Nobody has opened the folder: what is below it is not looked at, what the file leads to is.
        Assert.NotEmpty((JsonArray)Published(editor, "file://" + other.FullPath("entry.sh")));
        editor.Ask("shutdown", new JsonObject());
        editor.Notify("exit", new JsonObject());
        Assert.Throws<EndOfStreamException>(() => Published(editor, "file://" + other.FullPath("sub/Dockerfile")));
    }

    [Fact]
    public void Pull_NamesResultsAndSaysWhenNothingHasChanged()
    {
        _folder.Write("Dockerfile", WorkFolder.ShellForm).Write("sub/Dockerfile", WorkFolder.ShellForm);
        using var editor = Editor.Started(_folder, pulls: true);
        editor.Open("Dockerfile", WorkFolder.ShellForm);
        var first = editor.Ask("textDocument/diagnostic", editor.On("Dockerfile"));
        Assert.Equal("full", (string?)first["kind"]);
        Assert.Equal(["STOP2001"], Codes((JsonArray)first["items"]!));

        var again = editor.On("Dockerfile");
        again["previousResultId"] = (string?)first["resultId"];
        Assert.Equal("unchanged", (string?)editor.Ask("textDocument/diagnostic", (JsonObject)again.DeepClone())["kind"]);

        var workspace = (JsonArray)editor.Ask("workspace/diagnostic", new JsonObject { ["previousResultIds"] = new JsonArray() })["items"]!;
        Assert.Equal([editor.UriOf("Dockerfile"), editor.UriOf("sub/Dockerfile")],
            workspace.Select(item => (string)item!["uri"]!).Order(StringComparer.Ordinal));

        editor.Change("Dockerfile", 2, Editor.Edit(1, 4, 4, "exec "));
        Assert.Empty((JsonArray)editor.Ask("textDocument/diagnostic", again)["items"]!);
        var ids = new JsonArray([.. workspace.Select(item => new JsonObject
        {
            ["uri"] = (string?)item!["uri"], ["value"] = (string?)item["resultId"],
        })]);
        var then = (JsonArray)editor.Ask("workspace/diagnostic", new JsonObject { ["previousResultIds"] = ids })["items"]!;
        Assert.Equal(["full", "unchanged"],
            then.OrderBy(item => (string)item!["uri"]!, StringComparer.Ordinal).Select(item => (string)item!["kind"]!));
    }

    [SkippableFact]
    public void LinkThatLeadsOut_IsNotRead()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        using var other = new WorkFolder();
        other.Write("Dockerfile", WorkFolder.ShellForm).Write("entry.sh", NoExec);
        _folder.Write("Dockerfile", ByScript).Write("plain/Dockerfile", WorkFolder.ShellForm);
        File.CreateSymbolicLink(_folder.FullPath("entry.sh"), other.FullPath("entry.sh"));
        using var editor = Editor.Started(_folder);
        editor.Open("Dockerfile", ByScript);
        Assert.NotEmpty(editor.Diagnostics("plain/Dockerfile"));
        editor.Ask("shutdown", new JsonObject());
        editor.Notify("exit", new JsonObject());

        Assert.Throws<EndOfStreamException>(() => Gone(editor, "entry.sh"));
    }

    private static void FileChanged(Editor editor, string path, int type) => editor.Notify("workspace/didChangeWatchedFiles", new JsonObject
    {
        ["changes"] = new JsonArray(new JsonObject { ["uri"] = editor.UriOf(path), ["type"] = type }),
    });

    private static JsonArray Published(Editor editor, string uri) => (JsonArray)editor.Wait(message =>
        (string?)message["method"] == "textDocument/publishDiagnostics" && (string?)message["params"]!["uri"] == uri)["params"]!["diagnostics"]!;

    /// <summary>Waits for what must not come.</summary>
    private static void Gone(Editor editor, string path)
    {
        editor.Notify("exit", new JsonObject());
        editor.Diagnostics(path);
    }

    private static bool Any(JsonArray diagnostics) => diagnostics.Count > 0;

    private static IEnumerable<string?> Codes(JsonArray diagnostics) => diagnostics.Select(diagnostic => (string?)diagnostic!["code"]);
}
