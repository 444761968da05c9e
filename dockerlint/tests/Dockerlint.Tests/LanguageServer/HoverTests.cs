using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.LanguageServer;

public sealed class HoverTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OverAFinding_WhatWhyAndTheRulesPage()
    {
        using var editor = Editor.Started(_folder.Write("Dockerfile", WorkFolder.ShellForm));
        editor.Open("Dockerfile", WorkFolder.ShellForm);

        var hover = editor.Ask("textDocument/hover", editor.At("Dockerfile", 1, 6));

        var text = (string)hover["contents"]!["value"]!;
        Assert.Equal("markdown", (string?)hover["contents"]!["kind"]);
        Assert.StartsWith("**STOP2001 ShellFormKeepsShell** (error)", text, StringComparison.Ordinal);
        Assert.Contains($"[Dockerfile:2]({editor.UriOf("Dockerfile")}#L2)", text, StringComparison.Ordinal);
        Assert.Contains("## Good", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", text, StringComparison.Ordinal);
        Assert.Equal(1, (int)hover["range"]!["start"]!["line"]!);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(99, 0)]
    [InlineData(1, 999, true)]
    public void ElsewhereNothing(int line, int character, bool isClamped = false)
    {
        using var editor = Editor.Started(_folder);
        editor.Open("Dockerfile", WorkFolder.ShellForm + "\n");

        // Behind the end of a line is its end.
        Assert.Equal(!isClamped, editor.Ask("textDocument/hover", editor.At("Dockerfile", line, character)).ToString() == "nothing");
    }

    [Fact]
    public void WordsOfAStrangersFile_AreNoMarkup()
    {
        using var editor = Editor.Started(_folder);
        editor.Open("Dockerfile", "FROM debian:12\nCMD node server.js '![x](https://example.org/x.png)<img>\u202e'\n");

        var text = (string)editor.Ask("textDocument/hover", editor.At("Dockerfile", 1, 6))["contents"]!["value"]!;

        Assert.Contains("example.org/x.png", text, StringComparison.Ordinal);
        Assert.DoesNotContain("![x](", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", text, StringComparison.Ordinal);
    }
}
