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
            EditorConfigFile.Parse($"[{section}]\ndotnet_diagnostic.STOP2001.severity = none\n").Find(path, "dotnet_diagnostic.stop2001.severity"));

    [Fact]
    public void LaterSection_Wins()
    {
        var file = EditorConfigFile.Parse(
            "root=true\n[*]\ndotnet_diagnostic.STOP2001.severity=error # strict\n[Dockerfile]\nDotNet_Diagnostic.stop2001.Severity : x\n"
                + "dotnet_diagnostic.stop2001.severity = Suggestion\n");

        Assert.True(file.IsRoot);
        Assert.Equal("suggestion", file.Find("a/Dockerfile", "dotnet_diagnostic.stop2001.severity"));
        Assert.Equal("error", file.Find("a/x.sh", "dotnet_diagnostic.stop2001.severity"));
        Assert.Null(file.Find("a/x.sh", "dotnet_diagnostic.stop2002.severity"));
    }

    [Fact]
    public void ManyBraces_Bounded() =>
        Assert.Null(EditorConfigFile.Parse($"[{string.Concat(Enumerable.Repeat("{a,b}", 40))}]\ndotnet_diagnostic.STOP2001.severity = none\n")
            .Find("x", "dotnet_diagnostic.stop2001.severity"));

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

    [Theory]
    [InlineData("dotnet_analyzer_diagnostic.severity = suggestion", "info STOP2001")]
    [InlineData("dotnet_analyzer_diagnostic.category-Reliability.severity = suggestion", "info STOP2001")]
    [InlineData("dotnet_analyzer_diagnostic.category-Usage.severity = suggestion", "error STOP2001")]
    [InlineData("dotnet_analyzer_diagnostic.severity = none\ndotnet_analyzer_diagnostic.category-Reliability.severity = warning", "warning STOP2001")]
    [InlineData("dotnet_analyzer_diagnostic.severity = none\ndotnet_diagnostic.STOP2001.severity = warning", "warning STOP2001")]
    public void BulkAndCategoryKeys_CountLessThanTheRulesOwn(string settings, string part)
    {
        using var folder = new WorkFolder();
        folder.Write("Dockerfile", WorkFolder.ShellForm).Write(".editorconfig", $"root = true\n[*]\n{settings}\n");

        Assert.Contains(part, folder.Run(".").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".globalconfig", "is_global = true\ndotnet_diagnostic.STOP2001.severity = suggestion\n", "", "info STOP2001")]
    [InlineData(".globalconfig", "dotnet_diagnostic.STOP2001.severity = suggestion\n", "", "info STOP2001")]
    [InlineData(".globalconfig", "dotnet_diagnostic.STOP2001.severity = suggestion\n", "[*]\ndotnet_diagnostic.STOP2001.severity = warning\n",
        "warning STOP2001")]
    [InlineData(".globalconfig", "dotnet_diagnostic.STOP2001.severity = suggestion\n", "[*]\ndotnet_analyzer_diagnostic.severity = warning\n",
        "info STOP2001")]
    [InlineData(".globalconfig", "[Dockerfile]\ndotnet_diagnostic.STOP2001.severity = suggestion\n", "", "error STOP2001")]
    public void GlobalFile_IsAboutEveryFileAndCountsLess(string name, string global, string local, string part)
    {
        using var folder = new WorkFolder();
        folder.Write("a/Dockerfile", WorkFolder.ShellForm).Write(name, global).Write(".editorconfig", "root = true\n" + local);

        Assert.Contains(part, folder.Run(".").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dotnet_diagnostic.STOP2999.severity = none", "STOP2999 is no rule; the setting does nothing (dockerlint rules lists them)")]
    [InlineData("dotnet_diagnostic.STOP2001.severity = eror", "'eror' is no severity; the setting does nothing")]
    [InlineData("dotnet_diagnostic.stop2001.severity = ", "'' is no severity; the setting does nothing")]
    public void SettingThatDoesNothing_IsAFindingAtItsLine(string setting, string message)
    {
        using var folder = new WorkFolder();
        var run = folder.Write("a/Dockerfile", "FROM nginx:1.27\n").Write(".editorconfig", $"root = true\n[*]\n{setting}\n")
            .Run(".", "--format", "concise");

        Assert.Equal(1, run.Code);
        Assert.StartsWith($".editorconfig:3:1: warning STOP0004 {message}", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, folder.Run(".", "--ignore", "STOP0004").Code);
    }

    [Theory]
    [InlineData("dotnet_diagnostic.CA2007.severity = nonsense")]
    [InlineData("dotnet_diagnostic.STOP1002.severity = none")]
    [InlineData("dotnet_diagnostic.STOPPED.severity = x")]
    [InlineData("indent_size = 4")]
    public void SettingsOfOthers_AreNobodysFinding(string setting)
    {
        using var folder = new WorkFolder();

        Assert.Equal((0, "no findings in 1 file\n"),
            folder.Write("a/Dockerfile", "FROM nginx:1.27\n").Write(".editorconfig", $"root = true\n[*]\n{setting}\n").Run(".") is var run
                ? (run.Code, run.Output) : default);
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
