namespace Dockerlint.Tests.Cli;

/// <summary>What the newer options of <c>check</c> say and do.</summary>
public sealed class OptionTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AllowEmpty_ZeroAndANote()
    {
        _folder.Write("src/main.c", "int main;");

        Assert.Equal((0, "nothing was checked\n"), _folder.Run("src", "--allow-empty") is var run ? (run.Code, run.Output) : default);
        Assert.Matches("^src: no Dockerfile.* below this folder\n$", _folder.Run("src", "--allow-empty").Error);
        Assert.Matches(@"\(--allow-empty accepts that\)\n$", _folder.Run("src").Error);
        Assert.Equal(2, _folder.Run("nowhere", "--allow-empty").Code);
    }

    [Theory]
    [InlineData("Dockerfile a/Dockerfile vendor/x/Dockerfile")]
    [InlineData("Dockerfile a/Dockerfile", "--exclude", "vendor")]
    [InlineData("Dockerfile a/Dockerfile", "--exclude", "vendor/")]
    [InlineData("Dockerfile", "--exclude", "a", "--exclude", "**/x")]
    [InlineData("a/Dockerfile vendor/x/Dockerfile", "--exclude", "/Dockerfile")]
    [InlineData("Dockerfile a/Dockerfile", "--exclude=vendor/**/Dockerfile")]
    public void Exclude_LeavesOutWhatFoldersHold(string paths, params string[] options)
    {
        var expected = paths.Split(' ');
        foreach (var path in (string[])["Dockerfile", "a/Dockerfile", "vendor/x/Dockerfile"])
        {
            _folder.Write(path, WorkFolder.ShellForm);
        }

        Assert.Equal(expected, Paths(_folder.Run([".", .. options])));
        Assert.Equal(expected.Where(static path => path.Contains('/', StringComparison.Ordinal)), Paths(_folder.Run(["*/**", .. options])));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("trace")]
    public void OutputDash_IsStandardOutput(string command)
    {
        var expected = _folder.Write("Dockerfile", WorkFolder.ShellForm).Run(command, ".").Output;

        Assert.Equal(expected, _folder.Run(command, ".", "--output", "-").Output);
        Assert.False(File.Exists(_folder.FullPath("-")));
    }

    [Fact]
    public void Exclude_AFileThatIsNamedIsChecked() =>
        Assert.Equal(["a/Dockerfile"], Paths(_folder.Write("a/Dockerfile", WorkFolder.ShellForm).Run("a/Dockerfile", "--exclude", "a")));

    /// <summary>The patterns are about what lies below the working directory; a folder whose name begins alike does not.</summary>
    [Fact]
    public void Exclude_FolderBesideTheWorkingDirectory_IsChecked()
    {
        _folder.Write(Path.Combine(_folder.Tools, "Dockerfile"), WorkFolder.ShellForm);

        Assert.Contains("STOP2001", _folder.Run(_folder.Tools, "--exclude", "tools").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ExcludedFile_IsStillReadByWhatLeadsToIt()
    {
        _folder.Write("Dockerfile", "FROM debian:12\nCOPY bin/run.sh /run.sh\nENTRYPOINT [\"/run.sh\"]\n")
            .Write("bin/run.sh", "#!/bin/sh\nset -e\nserver\n");

        Assert.Contains("bin/run.sh", _folder.Run(".", "--exclude", "bin").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Statistics_CountsByRule()
    {
        _folder.Write("a/Dockerfile", WorkFolder.ShellForm).Write("b/Dockerfile", WorkFolder.ShellForm)
            .Write("c/compose.yaml", "services:\n  a:\n    image: nginx:1.27\n    stop_grace_period: 0s\n");
        var run = _folder.Run(".", "--statistics");

        Assert.Equal(1, run.Code);
        Assert.StartsWith("     2  STOP2001  ShellFormKeepsShell  2 fixable\n     1  STOP3003  GraceIsZero", run.Output, StringComparison.Ordinal);
        Assert.Contains("in 3 files; 2 fixable with --fix", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, _folder.Run(".", "--statistics", "--format", "sarif").Code);
        Assert.Contains("\"fixable\": 2", _folder.Run(".", "--format", "json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Concise_OneLineAFinding()
    {
        var run = _folder.Write("Dockerfile", WorkFolder.ShellForm).Write("broken.Dockerfile", "FORM x\n").Run(".", "--format", "concise");

        Assert.Matches(
            @"^Dockerfile:2:1: error STOP2001 CMD in shell form: .*\n1 error, 0 warnings, 0 info in 2 files, 2 input errors; .*\n$", run.Output);
        Assert.Matches("^(broken.Dockerfile:1:1: error STOP0001: .*\n)+$", run.Error);
    }

    [Fact]
    public void Strict_FailsForWhatWasNotChecked()
    {
        _folder.Write("Dockerfile.j2", "FROM {{ base }}\n").Write("ok/Dockerfile", "FROM nginx:1.27\n");

        Assert.Equal(0, _folder.Run(".").Code);
        Assert.Equal(1, _folder.Run(".", "--strict").Code);
        Assert.Equal(0, _folder.Run("ok", "--strict").Code);
    }

    /// <summary>Says of a file with each of them that it was not checked.</summary>
    [Theory]
    [InlineData("text", "Dockerfile.j2: a template ({{ in line 1), not checked",
        "1 object of kind SparkApplication not read", "1 image not known")]
    [InlineData("concise", "Dockerfile.j2: a template", "kind SparkApplication not read", "1 image not known")]
    [InlineData("json", "\"path\": \"Dockerfile.j2\"", "\"SparkApplication\": 1", "\"registry.example.org/a:1\"")]
    [InlineData("sarif", "\"not-checked/template\"", "\"not-checked/kind\"", "1 image not known: registry.example.org/a:1")]
    [InlineData("junit", "<skipped message=\"Dockerfile.j2: a template", "kind SparkApplication not read", "1 image not known")]
    [InlineData("github", "::notice title=not checked by dockerlint::Dockerfile.j2: a template", "SparkApplication not read", "1 image not known")]
    [InlineData("msbuild", "Dockerfile.j2(1,1): info STOP0001: ", "dockerlint: info STOP0001: 1 object of kind", "1 image not known")]
    public void EveryFormat_SaysWhatWasNotChecked(string format, params string[] parts)
    {
        var run = Unchecked().Run(".", "--format", format);

        Assert.All(parts, part => Assert.Contains(part, run.Output, StringComparison.Ordinal));
        Assert.Equal((0, "Dockerfile.part: a part of a Dockerfile, not checked\n"), (run.Code, run.Error));
    }

    /// <summary>A code quality report has no place for it.</summary>
    [Fact]
    public void GitLab_SaysItOnStandardError()
    {
        var error = Unchecked().Run(".", "--format", "gitlab").Error;

        Assert.Contains("Dockerfile.j2: a template", error, StringComparison.Ordinal);
        Assert.Contains("1 object of kind SparkApplication not read", error, StringComparison.Ordinal);
    }

    [Fact]
    public void SelectedRules_HideNothingOfIt() =>
        Assert.Contains("Dockerfile.j2: a template", Unchecked().Run(".", "--select", "STOP3").Output, StringComparison.Ordinal);

    [Fact]
    public void EditorConfig_MayTurnTemplatesIntoFindingsOrOff()
    {
        _folder.Write("Dockerfile.j2", "FROM {{ base }}\n")
            .Write(".editorconfig", "root=true\n[*.j2]\ndotnet_diagnostic.STOP0001.severity = warning\n");
        Assert.Contains("Dockerfile.j2:1:6: warning STOP0001", _folder.Run(".", "--format", "concise").Output, StringComparison.Ordinal);

        _folder.Write(".editorconfig", "root=true\n[*.j2]\ndotnet_diagnostic.STOP0001.severity = none\n");
        Assert.Equal((0, "nothing was checked\n"), _folder.Run(".", "--strict") is var run ? (run.Code, run.Output) : default);
    }

    [Theory]
    [InlineData("replicas: @REPLICAS@")]
    [InlineData("replicas: {{ .Values.replicas }}")]
    [InlineData("{{- if .Values.x }}\n  replicas: 1\n  {{- end }}")]
    [InlineData("{% if x %}\n  replicas: 1\n  {% endif %}")]
    [InlineData("paused: [${PAUSED}, no]")]
    [InlineData("${EXTRA}\n  replicas: 1")]
    [InlineData("<%= extra %>\n  replicas: 1")]
    [InlineData("minReadySeconds: %%READY%%")]
    [InlineData("a: b {{ c }}: d")]
    public void Placeholder_NeverMakesBrokenYaml(string line)
    {
        var run = _folder.Write("d.yaml", $"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  {line}\n")
            .Write("Dockerfile", "FROM nginx:1.27\n").Run(".");

        Assert.Equal((0, ""), (run.Code, run.Error));
    }

    [Theory]
    [InlineData("replicas: 'a@b")]
    [InlineData("replicas: [1, 2")]
    [InlineData("\treplicas: 1")]
    [InlineData("replicas: @")]
    public void BrokenYaml_StaysAnError(string line) =>
        Assert.Equal(2, _folder.Write("d.yaml", $"apiVersion: apps/v1\nkind: Deployment\nimage: ${{A}}\nspec:\n  {line}\n  other: 1\n")
            .Run(".").Code);

    [Fact]
    public void DuplicateKey_AFindingInManifestsAndAnErrorInCompose()
    {
        _folder.Write("pod.yaml", "apiVersion: v1\nkind: Pod\nspec:\n  terminationGracePeriodSeconds: 0\n  terminationGracePeriodSeconds: 30\n"
            + "  containers: [{name: a, image: nginx}]\n");
        var run = _folder.Run(".", "--format", "concise");

        Assert.Equal((1, ""), (run.Code, run.Error));
        Assert.StartsWith(
            "pod.yaml:5:3: warning STOP0003 the key 'terminationGracePeriodSeconds' is already set in line 4, which counts for nothing", run.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("STOP3003", run.Output, StringComparison.Ordinal);

        Assert.Equal(2, _folder.Write("compose.yaml", "services:\n  a:\n    image: nginx\n    image: nginx\n").Run("compose.yaml").Code);
    }

    [Fact]
    public void ObjectsWithoutADivider_OneFinding()
    {
        const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: a, image: nginx}]\n";
        var run = _folder.Write("pods.yaml", Pod + Pod + Pod).Run(".", "--format", "concise");

        Assert.StartsWith("pods.yaml:6:1: warning STOP0003 the key 'apiVersion' is already set in line 1: another object begins", run.Output,
            StringComparison.Ordinal);
        Assert.Equal(run.Output.IndexOf("STOP0003", StringComparison.Ordinal), run.Output.LastIndexOf("STOP0003", StringComparison.Ordinal));
    }

    [Fact]
    public void DuplicateKey_ACommentIgnoresIt() =>
        Assert.Equal(0, _folder.Write("pod.yaml", "apiVersion: v1\nkind: Pod\nspec:\n  containers: [{name: a, image: nginx}]\n  hostname: a\n"
            + "  # dockerlint ignore=STOP0003 generated\n  hostname: b\n").Run(".").Code);

    [Theory]
    [InlineData("STOP9", 2)]
    [InlineData("STOP299", 2)]
    [InlineData("STOP", 1)]
    [InlineData("STOP2", 1)]
    [InlineData("STOP1", 0)]
    [InlineData("STOP1002", 0)]
    public void Select_WhatMeansNoRuleIsRefused(string word, int code) =>
        Assert.Equal(code, _folder.Write("Dockerfile", WorkFolder.ShellForm).Run(".", "--select", word).Code);

    [Theory]
    [InlineData("strict", 1, "warning STOP2001")]
    [InlineData("errors", 1, "error STOP2001")]
    [InlineData("advice", 0, "info STOP2001")]
    [InlineData("off", 0, "no findings")]
    public void Preset_IsTheSeverityOfEveryRule(string preset, int code, string part)
    {
        // Information on alpine: its shell replaces itself.
        _folder.Write("Dockerfile", "FROM node:22-alpine\nCMD node server.js\n");
        var run = _folder.Run(".", "--preset", preset, "--select", "STOP2001");

        Assert.Equal(code, run.Code);
        Assert.Contains(part, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Preset_EditorConfigComesFirst()
    {
        _folder.Write("Dockerfile", WorkFolder.ShellForm)
            .Write(".editorconfig", "root=true\n[*]\ndotnet_diagnostic.STOP2001.severity = suggestion\n");

        Assert.Equal(0, _folder.Run(".", "--preset", "errors").Code);
    }

    private WorkFolder Unchecked() => _folder.Write("Dockerfile.j2", "FROM {{ base }}\n").Write("Dockerfile.part", "ENV A=1\n")
        .Write("app/Dockerfile", "FROM registry.example.org/a:1\n")
        .Write("spark.yaml", "apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nmetadata: {name: s}\nspec: {image: x}\n");

    private static List<string> Paths(CommandRun run) =>
        [.. run.Output.Split('\n').Where(static line => line.Contains(" error STOP2001", StringComparison.Ordinal))
            .Select(static line => line[..line.IndexOf(':', StringComparison.Ordinal)])];
}
