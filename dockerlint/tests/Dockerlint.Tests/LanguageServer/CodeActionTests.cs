using System.Text.Json.Nodes;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.LanguageServer;

public sealed class CodeActionTests : IDisposable
{
    private const string Shell = "FROM debian:12\nCMD node server.js\n";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void QuickFix_IsTheFixOfTheCommand()
    {
        using var editor = Editor.Started(_folder.Write("Dockerfile", Shell));
        editor.Open("Dockerfile", Shell);

        var fix = Actions(editor, "Dockerfile", 1, "quickfix")[0]!;

        Assert.Equal("quickfix", (string?)fix["kind"]);
        Assert.Equal("STOP2001", (string?)fix["diagnostics"]![0]!["code"]);
        Assert.True((bool)fix["isPreferred"]!);
        Assert.Equal(1, (int)fix["edit"]!["documentChanges"]![0]!["textDocument"]!["version"]!);
        _folder.Run("--fix", ".");
        Assert.Equal(_folder.Read("Dockerfile"), Applied(Shell, fix));
    }

    [Fact]
    public void FixAll_IsAskedForByItsKindOrAnyAboveIt()
    {
        const string Two = "FROM debian:12 AS base\nFROM debian:12\nRUN x\nCMD node server.js\n";
        using var editor = Editor.Started(_folder.Write("Dockerfile", Two));
        editor.Open("Dockerfile", Two);

        foreach (var kind in (string[])["source", "source.fixAll", "source.fixAll.dockerlint"])
        {
            var all = Assert.Single(Actions(editor, "Dockerfile", 0, kind))!;
            Assert.Equal("source.fixAll.dockerlint", (string?)all["kind"]);
            _folder.Write("Dockerfile", Two).Run("--fix", ".");
            Assert.Equal(_folder.Read("Dockerfile"), Applied(Two, all));
        }

        Assert.Empty(Actions(editor, "Dockerfile", 0, "source.organizeImports"));
        Assert.Empty(Actions(editor, "Dockerfile", 0, "refactor"));
        // Nothing of it has changed what is checked.
        Assert.NotEmpty(Actions(editor, "Dockerfile", 3, "quickfix"));
    }

    [Fact]
    public void UnsafeFix_SaysSoAndIsNotPreferred()
    {
        const string Unsafe = "FROM debian:12\nCMD node server.js | tee log\nSTOPSIGNAL SIGKILL\n";
        using var editor = Editor.Started(_folder.Write("Dockerfile", Unsafe));
        editor.Open("Dockerfile", Unsafe);

        foreach (var fix in Actions(editor, "Dockerfile", 2, "quickfix").Where(action => action!["isPreferred"] is null))
        {
            Assert.Matches("changes more than the defect|^Ignore ", (string?)fix!["title"]);
        }
    }

    [Theory]
    [InlineData("Dockerfile", "dockerfile", "FROM debian:12\nRUN x \\\n  && y\nCMD node \\\n  server.js\n", 4)]
    [InlineData("Dockerfile", "dockerfile", "FROM debian:12\r\nCMD node server.js\r\n", 1)]
    [InlineData("compose.yaml", "yaml", "services:\n  web:\n    image: nginx:1.27\n    stop_grace_period: 0s\n", 3)]
    public void Ignore_PutsTheCommentWhereItSilences(string path, string language, string text, int line)
    {
        using var editor = Editor.Started(_folder.Write(path, text));
        editor.Open(path, text, language);

        var ignore = Actions(editor, path, line, "quickfix")
            .First(action => ((string)action!["title"]!).StartsWith("Ignore ", StringComparison.Ordinal))!;
        editor.Change(path, 2, Editor.Whole(Applied(text, ignore)));

        var left = Assert.Single((JsonArray)editor.Ask("textDocument/diagnostic", editor.On(path))["items"]!)!;
        Assert.Equal("STOP0002", (string?)left["code"]);
        Assert.StartsWith("the ignore comment gives no reason", (string?)left["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void Ignore_WhereNoCommentCanStand_IsNotOffered()
    {
        const string Text = "#!/bin/sh\nexport A=1 && \\\n  \"$@\"\necho done\n";
        const string Dockerfile = "FROM debian:12\nCOPY entry.sh server /\nENTRYPOINT [\"/entry.sh\"]\nCMD [\"/server\"]\n";
        using var editor = Editor.Started(_folder.Write("Dockerfile", Dockerfile).Write("entry.sh", Text).Write("server", "x"));
        editor.Open("entry.sh", Text, "shellscript");

        Assert.NotEmpty((JsonArray)editor.Ask("textDocument/diagnostic", editor.On("entry.sh"))["items"]!);
        Assert.DoesNotContain(Actions(editor, "entry.sh", 2, "quickfix"),
            action => ((string)action!["title"]!).StartsWith("Ignore ", StringComparison.Ordinal));
    }

    private static JsonArray Actions(Editor editor, string path, int line, string kind)
    {
        var parameters = editor.On(path);
        parameters["range"] = Editor.Range(line, 0, line, 999);
        parameters["context"] = new JsonObject { ["diagnostics"] = new JsonArray(), ["only"] = new JsonArray(kind) };
        return (JsonArray)editor.Ask("textDocument/codeAction", parameters);
    }

    /// <summary>As an editor does it: the last edit first.</summary>
    private static string Applied(string text, JsonNode action)
    {
        var edits = (JsonArray)action["edit"]!["documentChanges"]![0]!["edits"]!;
        foreach (var edit in edits.OrderByDescending(edit => Offset(text, edit!["range"]!["start"]!)))
        {
            var (start, end) = (Offset(text, edit!["range"]!["start"]!), Offset(text, edit["range"]!["end"]!));
            text = string.Concat(text.AsSpan(0, start), (string?)edit["newText"], text.AsSpan(end));
        }

        return text;
    }

    private static int Offset(string text, JsonNode position)
    {
        var start = 0;
        for (var line = 0; line < (int)position["line"]!; line++)
        {
            start = text.IndexOf('\n', start) + 1;
        }

        return start + (int)position["character"]!;
    }
}
