using Dockerlint.Cli.Configuration;

namespace Dockerlint.Tests.Cli;

public sealed class EditorConfigTests
{
    [Theory]
    [InlineData("*", "a/Dockerfile", true)]
    [InlineData("Dockerfile", "a/b/Dockerfile", true)]
    [InlineData("Dockerfile", "Dockerfile.dev", false)]
    [InlineData("Dockerfile*", "a/Dockerfile.dev", true)]
    [InlineData("*.{yml,yaml}", "x/compose.yaml", true)]
    [InlineData("*.{yml,yaml}", "x/compose.json", false)]
    [InlineData("{compose,docker-compose}{,.override}.{yml,yaml}", "compose.override.yml", true)]
    [InlineData("*.{yml}", "x.yml", false)]
    [InlineData("/a/*.sh", "a/x.sh", true)]
    [InlineData("/a/*.sh", "b/a/x.sh", false)]
    [InlineData("a/*.sh", "a/b/x.sh", false)]
    [InlineData("a/**.sh", "a/b/c/x.sh", true)]
    [InlineData("a/**.sh", "a/x.sh", true)]
    [InlineData("{samples,tests/**/data}/**.sh", "tests/a/data/x.sh", true)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("**/tests/**", "x/tests/y", true)]
    [InlineData("v{1..3}.sh", "v2.sh", true)]
    [InlineData("v{1..3}.sh", "v4.sh", false)]
    [InlineData("[ab].sh", "a.sh", true)]
    [InlineData("[!ab].sh", "a.sh", false)]
    public void Section_MatchesAsEditorsDo(string section, string path, bool expected) =>
        Assert.Equal(expected ? "none" : null,
            EditorConfigFile.Parse($"[{section}]\ndotnet_diagnostic.STOP2001.severity = none\n").Severity(path, "STOP2001"));

    [Fact]
    public void LaterSection_Wins()
    {
        var file = EditorConfigFile.Parse(
            "root=true\n[*]\ndotnet_diagnostic.STOP2001.severity=error # strict\n[Dockerfile]\nDotNet_Diagnostic.stop2001.Severity : x\n"
                + "dotnet_diagnostic.stop2001.severity = Suggestion\n");

        Assert.True(file.IsRoot);
        Assert.Equal("suggestion", file.Severity("a/Dockerfile", "STOP2001"));
        Assert.Equal("error", file.Severity("a/x.sh", "STOP2001"));
        Assert.Null(file.Severity("a/x.sh", "STOP2002"));
    }

    [Fact]
    public void ManyBraces_Bounded() =>
        Assert.Null(EditorConfigFile.Parse($"[{string.Concat(Enumerable.Repeat("{a,b}", 40))}]\ndotnet_diagnostic.STOP2001.severity = none\n")
            .Severity("x", "STOP2001"));

    [Theory]
    [InlineData("none", 0, "no findings")]
    [InlineData("silent", 0, "no findings")]
    [InlineData("suggestion", 0, "info STOP2001")]
    [InlineData("warning", 1, "warning STOP2001")]
    [InlineData("error", 1, "error STOP2001")]
    [InlineData("default", 1, "error STOP2001")]
    public void Severity_GovernsTheFinding(string severity, int code, string output)
    {
        using var folder = new WorkFolder();
        var run = folder.Write("Dockerfile", WorkFolder.ShellForm)
            .Write(".editorconfig", $"root = true\n[Dockerfile]\ndotnet_diagnostic.STOP2001.severity = {severity}\n").Run(".");

        Assert.Equal(code, run.Code);
        Assert.Contains(output, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void NestedFiles_TheNearestDecidesUpToTheRoot()
    {
        using var folder = new WorkFolder();
        foreach (var path in (string[])["Dockerfile", "a/Dockerfile", "a/b/Dockerfile"])
        {
            folder.Write(path, WorkFolder.ShellForm);
        }

        folder.Write(".editorconfig", "root = true\n[*]\ndotnet_diagnostic.STOP2001.severity = none\n")
            .Write("a/.editorconfig", "[*]\ndotnet_diagnostic.STOP2001.severity = warning\n").Write("a/b/.editorconfig", "root = true\n");
        var output = folder.Run(".").Output;

        Assert.DoesNotContain("\nDockerfile:2:1", "\n" + output, StringComparison.Ordinal);
        Assert.Contains("a/Dockerfile:2:1 warning", output, StringComparison.Ordinal);
        Assert.Contains("a/b/Dockerfile:2:1 error", output, StringComparison.Ordinal);
    }
}
