using Dockerlint.Tests.Cli;
using Dockerlint.Tests.Rendering;

namespace Dockerlint.Tests.Since;

public sealed class SinceTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public SinceTests()
    {
        Skip.If(StandIn.OfMachine("git") is null, "no git on this machine");
        _folder.Write("a/Dockerfile", WorkFolder.ShellForm)
            .Write("b/Dockerfile", "FROM debian:12\nCOPY entry.sh /entry.sh\nENTRYPOINT [\"/entry.sh\"]\n")
            .Write("b/entry.sh", "#!/bin/sh\nset -e\nserver\n").Write("compose.yaml", "services:\n  b:\n    build: b\n  c:\n    image: nginx:1.27\n")
            .Committed();
    }

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void NothingChanged_NothingIsReportedAndEverythingWasRead()
    {
        var run = _folder.Run(".", "--since", "HEAD");

        Assert.Equal((0, "no findings in 3 files\n", ""), (run.Code, run.Output, run.Error));
    }

    [SkippableFact]
    public void ChangedDockerfile_ItsFindingsOnly()
    {
        _folder.Write("a/Dockerfile", WorkFolder.ShellForm + "# changed\n");

        Assert.Equal(["a/Dockerfile STOP2001"], Findings("--since", "HEAD"));
    }

    /// <summary>The finding stands in the script or the Dockerfile; what runs it is asked again.</summary>
    [SkippableFact]
    public void ChangedScript_TheFindingsOfWhatRunsIt()
    {
        _folder.Write("b/entry.sh", "#!/bin/sh\nset -eu\nserver\n");

        var findings = Findings("--since", "HEAD");
        Assert.NotEmpty(findings);
        Assert.All(findings, static finding => Assert.StartsWith("b/", finding, StringComparison.Ordinal));
        Assert.Equal(findings, Findings().Where(static finding => finding.StartsWith("b/", StringComparison.Ordinal)));
    }

    [SkippableFact]
    public void ChangedGraceInCompose_TheFindingsOfTheServicesScript()
    {
        _folder.Write("compose.yaml", "services:\n  b:\n    build: b\n    stop_grace_period: 20s\n  c:\n    image: nginx:1.27\n");

        Assert.Equal(Findings().Where(static finding => finding.StartsWith("b/", StringComparison.Ordinal)), Findings("--since", "HEAD"));
    }

    /// <summary>What an application's source has lost, no evidence can show.</summary>
    [SkippableFact]
    public void ChangedSourceOfTheApplication_ItsFindings()
    {
        _folder.Write("n/Dockerfile", WorkFolder.Graceful).Write("n/server.js", WorkFolder.Handler).Git("add", "-A");
        _folder.Git("commit", "-q", "-m", "second");
        _folder.Write("n/server.js", "setInterval(() => {}, 1000);\n");

        var findings = Findings("--since", "HEAD");
        // Whatever is built from a folder above it may have it, too.
        Assert.Contains(findings, static finding => finding.StartsWith("n/Dockerfile", StringComparison.Ordinal));
        Assert.DoesNotContain(findings, static finding => finding.StartsWith("a/", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void UntrackedFile_IsNewAndAnIgnoredOneIsNot()
    {
        _folder.Write("new/Dockerfile", WorkFolder.ShellForm).Write("out/Dockerfile", WorkFolder.ShellForm).Write(".gitignore", "out/\n");

        Assert.Equal(["new/Dockerfile STOP2001"], Findings("--since", "HEAD"));
        Assert.Equal(["new/Dockerfile STOP2001"], Findings("--since", "HEAD", "--no-gitignore"));
    }

    [SkippableFact]
    public void ThreeDots_SinceTheBranchLeftIt()
    {
        _folder.Git("checkout", "-q", "-b", "topic");
        _folder.Write("t/Dockerfile", WorkFolder.ShellForm).Git("add", "-A");
        _folder.Git("commit", "-q", "-m", "topic");
        _folder.Git("checkout", "-q", "main");
        _folder.Write("a/Dockerfile", WorkFolder.ShellForm + "# later\n").Git("commit", "-q", "-a", "-m", "later");
        _folder.Git("checkout", "-q", "topic");

        Assert.Equal(["a/Dockerfile STOP2001", "t/Dockerfile STOP2001"], Findings("--since", "main"));
        Assert.Equal(["t/Dockerfile STOP2001"], Findings("--since", "main..."));
    }

    [SkippableFact]
    public void FolderBelowTheRepository_HasItsPaths()
    {
        _folder.Write("a/Dockerfile", WorkFolder.ShellForm + "# changed\n").Write("b/entry.sh", "#!/bin/sh\nserver\n");

        Assert.Equal(["a/Dockerfile STOP2001"], Findings("a", "--since", "HEAD"));
    }

    [SkippableFact]
    public void OddNames_AreNames()
    {
        foreach (var name in (string[])["-x", "with blank", "ümlaut", "a\"b", "new\nline"])
        {
            _folder.Write($"{name}/Dockerfile", WorkFolder.ShellForm);
        }

        Assert.Equal(5, _folder.Run(".", "--since", "HEAD", "--format", "json").Output.Split("\"rule\": \"STOP2001\"").Length - 2);
    }

    [SkippableFact]
    public void BrokenFileThatHasNotChanged_IsCountedOnly()
    {
        _folder.Write("old/Dockerfile", "FORM x\n").Git("add", "-A");
        _folder.Git("commit", "-q", "-m", "broken");

        Assert.Equal((0, "2 input errors of files that have not changed not shown\n"),
            _folder.Run(".", "--since", "HEAD") is var run ? (run.Code, run.Error) : default);
        _folder.Write("old/Dockerfile", "FORM y\n");
        Assert.Equal(2, _folder.Run(".", "--since", "HEAD").Code);
    }

    [SkippableTheory]
    [InlineData("nowhere", "nowhere is no revision of ")]
    [InlineData("--output=x", "'--output=x' is no revision")]
    [InlineData("HEAD:a", "HEAD:a is no revision of ")]
    public void UnknownRevision_TwoAndASentence(string revision, string sentence)
    {
        var run = _folder.Run(".", "--since=" + revision);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith("dockerlint: --since: " + sentence, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.FullPath("x")));
    }

    [SkippableFact]
    public void NoRepository_TwoAndASentence()
    {
        using var other = new WorkFolder();
        other.Variables["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        var run = other.Write("Dockerfile", WorkFolder.ShellForm).Run(".", "--since", "HEAD");

        Assert.Equal((2, $"dockerlint: --since: {other.Path} is not in a git repository\n"), (run.Code, run.Error));
    }

    [SkippableFact]
    public void StandardInput_HasNoHistory() =>
        Assert.Equal((2, "dockerlint: --since is about files; standard input has no history\n"),
            _folder.Run("-", "--since", "HEAD") is var run ? (run.Code, run.Error) : default);

    /// <summary>A repository's own configuration may name programs; git is asked not to run them.</summary>
    [SkippableFact]
    public void ProgramsThatTheRepositoryNames_AreNotRun()
    {
        _folder.Write("evil.sh", "#!/bin/sh\ntouch pwned\n").Git("config", "core.fsmonitor", "sh evil.sh");
        _folder.Git("config", "diff.external", "sh evil.sh");
        _folder.Git("config", "diff.x.textconv", "sh evil.sh");
        _folder.Write(".gitattributes", "* diff=x\n").Write("a/Dockerfile", WorkFolder.ShellForm + "# changed\n");

        Assert.Contains("a/Dockerfile STOP2001", Findings("--since", "HEAD"));
        Assert.False(File.Exists(_folder.FullPath("pwned")));
    }

    /// <summary>Its attributes say which files go through a filter, its configuration which program that is.</summary>
    [SkippableTheory]
    [InlineData("clean")]
    [InlineData("process")]
    public void FilterOfTheRepository_IsNotRun(string kind)
    {
        _folder.Write("evil.sh", "#!/bin/sh\ntouch pwned\n").Git("config", "filter.x.y." + kind, "sh evil.sh");
        _folder.Git("config", "filter.x.y.required", "true");
        _folder.Write(".gitattributes", "* filter=x.y\n").Write("a/Dockerfile", WorkFolder.ShellForm + "# changed\n");

        Assert.Contains("a/Dockerfile STOP2001", Findings("--since", "HEAD"));
        Assert.False(File.Exists(_folder.FullPath("pwned")));
    }

    [SkippableFact]
    public void FilterThatCannotBeSwitchedOff_IsOneSentence()
    {
        _folder.Git("config", "filter.x=y.clean", "touch pwned");

        var run = _folder.Run(".", "--since", "HEAD");

        Assert.Equal((2, "dockerlint: --since: the configuration of git has a filter that cannot be switched off: filter.x=y.clean\n"),
            (run.Code, run.Error));
    }

    /// <summary>With the root of the machine for a working tree, git looks through all of it.</summary>
    [SkippableFact]
    public void WorkingTreeElsewhere_IsRefused()
    {
        _folder.Git("config", "core.worktree", Path.GetTempPath());

        var run = _folder.Run(".", "--since", "HEAD");

        Assert.Equal(2, run.Code);
        Assert.Contains("as its working tree", run.Error, StringComparison.Ordinal);
    }

    /// <summary>What a partial clone lacks git fetches by itself, with a program that the configuration names.</summary>
    [SkippableFact]
    public void WhatAPartialCloneLacks_IsNotFetched()
    {
        _folder.Git("config", "core.repositoryFormatVersion", "1");
        _folder.Git("config", "extensions.partialClone", "o");
        _folder.Git("config", "remote.o.url", ".");
        _folder.Git("config", "remote.o.promisor", "true");
        _folder.Git("config", "remote.o.uploadpack", "touch pwned; git-upload-pack");

        Assert.Equal(2, _folder.Run(".", "--since", "0123456789012345678901234567890123456789").Code);
        Assert.False(File.Exists(_folder.FullPath("pwned")));
    }

    /// <summary>Each would be an option, a range, or no commit: nothing is asked with it.</summary>
    [SkippableTheory]
    [InlineData("--output=pwned")]
    [InlineData("^HEAD")]
    [InlineData("HEAD..HEAD")]
    [InlineData("HEAD^{tree}")]
    [InlineData("HEAD:a/Dockerfile")]
    [InlineData("HEAD\n--output=pwned")]
    [InlineData("$(touch pwned)")]
    public void RevisionThatIsNone_IsRefused(string revision)
    {
        var run = _folder.Run(".", "--since=" + revision);

        Assert.Equal(2, run.Code);
        Assert.Contains("no revision", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.FullPath("pwned")));
    }

    [SkippableFact]
    public void NulInAPath_CostsNothingElse()
    {
        _folder.Write("c/Dockerfile", "FROM debian:12\nCOPY . /app/\nCMD [\"/app/\\u0000x\"]\n").Write("a/Dockerfile", WorkFolder.ShellForm + "#\n");

        var run = _folder.Run(".", "--since", "HEAD");

        Assert.DoesNotContain("a defect of dockerlint", run.Error, StringComparison.Ordinal);
        Assert.Contains("a/Dockerfile:2:1 error STOP2001", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Git names its folder. Of what is not committed there it is not asked: that repository's configuration may run programs.</summary>
    [SkippableFact]
    public void SubmoduleAtAnotherCommit_AllThatIsInIt()
    {
        using var other = new WorkFolder();
        other.Write("web/Dockerfile", WorkFolder.Graceful).Committed();
        _folder.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.Path, "lib/other");
        _folder.Git("commit", "-q", "-m", "submodule");
        _folder.Write("lib/other/web/Dockerfile", WorkFolder.ShellForm);

        Assert.Empty(Findings("--since", "HEAD"));
        _folder.Git("-C", "lib/other", "commit", "-q", "-a", "-m", "second");
        Assert.Equal(["lib/other/web/Dockerfile STOP2001"], Findings("--since", "HEAD"));
    }

    [SkippableFact]
    public void ChangedTemplateOfAChart_TheFindingsOfTheChart()
    {
        _folder.Write("chart/Chart.yaml", "apiVersion: v2\nname: c\n")
            .Write("chart/templates/pod.yaml",
                "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  terminationGracePeriodSeconds: 0\n")
            .Write("chart/values.yaml", "name: a\n").Git("add", "-A");
        _folder.Git("commit", "-q", "-m", "chart");
        _folder.Write("rendered", "# Source: c/templates/pod.yaml\napiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n"
            + "  terminationGracePeriodSeconds: 0\n  containers: [{name: a, image: nginx}]\n");
        _folder.Program("helm", $"exec /bin/cat '{_folder.FullPath("rendered")}'\n");
        _folder.Variables["PATH"] += ":" + Environment.GetEnvironmentVariable("PATH");

        Assert.Empty(Findings("--since", "HEAD", "--render"));
        _folder.Write("chart/values.yaml", "name: b\n");
        Assert.Equal(["chart/templates/pod.yaml STOP3003"], Findings("--since", "HEAD", "--render"));
    }

    private List<string> Findings(params string[] args)
    {
        using var json = System.Text.Json.JsonDocument.Parse(_folder.Run([.. args, "--format", "json"]).Output);
        return [.. json.RootElement.GetProperty("findings").EnumerateArray().Select(static finding => $"{finding.GetProperty("path")} "
            + finding.GetProperty("rule")).Distinct()];
    }
}
