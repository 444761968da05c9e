namespace ShutdownToolkit.Package.Tests;

/// <summary>What others run: the action's own shell steps, the pre-commit hook, each with the tool from the folder feed.</summary>
[Collection(nameof(Released))]
public sealed class IntegrationTests(Release release)
{
    private const string ShellForm = "FROM debian:12\nCMD node server.js\n";

    [SkippableTheory]
    [InlineData("warning", 1)]
    [InlineData("never", 0)]
    public async Task Action_InstallsChecksAndAnnotates(string failOn, int exitCode)
    {
        Skip.IfNot(Release.WhyNot is null, Release.WhyNot);
        var folder = release.NewFolder("action-" + failOn);
        await File.WriteAllTextAsync(Path.Combine(folder, "Dockerfile"), ShellForm);
        var shell = release.In(folder);
        shell.Variables["RUNNER_TEMP"] = release.NewFolder("runner-" + failOn);
        shell.Variables["GITHUB_PATH"] = Path.Combine(release.Folder, "path-" + failOn);
        shell.Variables["SOURCE"] = release.Feed;
        shell.Variables["VERSION"] = "";
        shell.Variables["PATHS"] = ".\nDockerfile";
        shell.Variables["ARGUMENTS"] = "--select\nSTOP2";
        shell.Variables["SARIF"] = "out.sarif";
        shell.Variables["FAIL_ON"] = failOn;

        await Step(shell, "Install");
        var sarif = await Step(shell, "Write SARIF");
        var check = await Step(shell, "Check");

        Assert.True(sarif.ExitCode == 0, sarif.Output);
        Assert.Contains("STOP2001", await File.ReadAllTextAsync(Path.Combine(folder, "out.sarif")), StringComparison.Ordinal);
        Assert.True(exitCode == check.ExitCode, check.Output);
        Assert.Contains("file=Dockerfile,line=2", check.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Action_FileThatCannotBeRead_IsUploadedAndFailsAtTheCheck()
    {
        Skip.IfNot(Release.WhyNot is null, Release.WhyNot);
        var folder = release.NewFolder("action-broken");
        await File.WriteAllTextAsync(Path.Combine(folder, "compose.yaml"), "services: [\n");
        var shell = release.In(folder);
        shell.Variables["RUNNER_TEMP"] = release.NewFolder("runner-broken");
        shell.Variables["GITHUB_PATH"] = Path.Combine(release.Folder, "path-broken");
        shell.Variables["SOURCE"] = release.Feed;
        shell.Variables["VERSION"] = "";
        shell.Variables["PATHS"] = ".";
        shell.Variables["ARGUMENTS"] = "";
        shell.Variables["SARIF"] = "out.sarif";
        shell.Variables["FAIL_ON"] = "warning";

        await Step(shell, "Install");
        var sarif = await Step(shell, "Write SARIF");
        var check = await Step(shell, "Check");

        Assert.True(sarif.ExitCode == 0, sarif.Output);
        Assert.True(check.ExitCode == 2, check.Output);
        Assert.Contains("::error file=compose.yaml", check.Output, StringComparison.Ordinal);
    }

    /// <summary>Another job's step in the same place: the version that is there already is no failure.</summary>
    [SkippableFact]
    public async Task Action_UsedTwice_IsInstalledTwice()
    {
        Skip.IfNot(Release.WhyNot is null, Release.WhyNot);
        var shell = release.In(release.NewFolder("action-twice"));
        shell.Variables["RUNNER_TEMP"] = release.NewFolder("runner-twice");
        shell.Variables["GITHUB_PATH"] = Path.Combine(release.Folder, "path-twice");
        shell.Variables["SOURCE"] = release.Feed;
        shell.Variables["VERSION"] = "";

        var first = await Step(shell, "Install");
        var second = await Step(shell, "Install");

        Assert.True(first.ExitCode == 0, first.Output);
        Assert.True(second.ExitCode == 0, second.Output);
    }

    /// <summary>No code scanning, no permission, a fork's pull request: what is beside the lines does not depend on it.</summary>
    [Fact]
    public void Action_UploadsLastAndWhateverTheCheckFound()
    {
        var steps = File.ReadAllText(Path.Combine(Release.Root, "action.yml")).Split("    - ")[1..].Select(static step => step.Split('\n')).ToArray();
        var check = Array.FindIndex(steps, static step => step[0] is "name: Check");
        var upload = Array.FindIndex(steps, static step => step[0] is "name: Upload SARIF");

        Assert.True(0 < check && check < upload, "the order of the steps");
        Assert.Contains(steps[upload], static line => line.Contains("if: ${{ !cancelled() && ", StringComparison.Ordinal));
    }

    /// <summary>The bash of macOS is 3.2.</summary>
    [Theory]
    [InlineData("mapfile")]
    [InlineData("readarray")]
    [InlineData("declare -A")]
    public void Action_NeedsNoNewBash(string word) =>
        Assert.DoesNotContain(word + " ", File.ReadAllText(Path.Combine(Release.Root, "action.yml")), StringComparison.Ordinal);

    [SkippableFact]
    public async Task PreCommit_RunsTheHookOfThisRepository()
    {
        Skip.IfNot(Release.WhyNot is null, Release.WhyNot);
        Skip.IfNot(File.Exists("/usr/bin/pre-commit"), "pre-commit is not installed (apt-get install pre-commit)");
        var folder = release.NewFolder("hooked");
        await File.WriteAllTextAsync(Path.Combine(folder, "Dockerfile"), ShellForm);
        var shell = release.In(folder);
        shell.Variables["PATH"] = release.Tools + ":" + Environment.GetEnvironmentVariable("PATH");
        shell.Variables["PRE_COMMIT_HOME"] = release.NewFolder("pre-commit");
        await shell.Succeeds("git", "init", "--quiet", ".");
        await shell.Succeeds("git", "add", "Dockerfile");

        var run = await shell.Run("pre-commit", "try-repo", Release.Root, "dockerlint", "--all-files");

        Assert.True(run.ExitCode == 1, run.Output);
        Assert.Contains("Dockerfile:2:1 ", run.Output, StringComparison.Ordinal);
        Assert.Contains("STOP2001", run.Output, StringComparison.Ordinal);

        // What a Dockerfile starts may be written in any file.
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), "{}");
        await shell.Succeeds("git", "add", "package.json");
        run = await shell.Run("pre-commit", "try-repo", Release.Root, "dockerlint", "--files", "package.json");
        Assert.True(run.ExitCode == 1, run.Output);
    }

    private static Task<(int ExitCode, string Output)> Step(Shell shell, string name) =>
        shell.Run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", Script(name));

    /// <summary>The lines below <c>run: |</c> of that step.</summary>
    private static string Script(string name)
    {
        var lines = File.ReadLines(Path.Combine(Release.Root, "action.yml")).SkipWhile(line => line.Trim() != "- name: " + name)
            .SkipWhile(line => line.Trim() != "run: |").Skip(1).TakeWhile(line => line.StartsWith("        ", StringComparison.Ordinal));
        return string.Join('\n', lines.Select(line => line[8..]));
    }
}
