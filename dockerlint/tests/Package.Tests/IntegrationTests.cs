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

    /// <summary>Two paths and a severity as a caller writes them; what is found fails the job and stands in the report.</summary>
    [SkippableTheory]
    [InlineData("warning", 1)]
    [InlineData("never", 0)]
    public async Task GitLab_ScriptWritesTheReport(string failOn, int exitCode)
    {
        Skip.IfNot(Release.WhyNot is null, Release.WhyNot);
        var folder = release.NewFolder("gitlab-" + failOn);
        var recipe = Recipe("gitlab");
        var script = recipe.SkipWhile(static line => line.Trim() != "script:").Skip(1)
            .TakeWhile(static line => line.StartsWith("    ", StringComparison.Ordinal))
            .Select(static line => line.Trim()).Where(static line => line[0] is '-').Select(static line => line[2..]);

        var run = await WithPaths(folder, failOn, recipe).Run("bash", "-eo", "pipefail", "-c", string.Join('\n', script));

        Assert.True(exitCode == run.ExitCode, run.Output);
        var report = await File.ReadAllTextAsync(Path.Combine(folder, "gl-code-quality-report.json"));
        Assert.Contains("a/Dockerfile", report, StringComparison.Ordinal);
        Assert.Contains("b/Dockerfile", report, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("warning", 1)]
    [InlineData("never", 0)]
    public async Task Azure_StepsWriteTheReport(string failOn, int exitCode)
    {
        Skip.IfNot(Release.WhyNot is null, Release.WhyNot);
        var folder = release.NewFolder("azure-" + failOn);
        var recipe = Recipe("azure");
        var shell = WithPaths(folder, failOn, recipe);
        shell.Variables["AGENT_TEMPDIRECTORY"] = release.NewFolder("agent-" + failOn);
        var install = recipe.Single(static line => line.StartsWith("  - bash: dotnet ", StringComparison.Ordinal))["  - bash: ".Length..];
        var check = recipe.SkipWhile(static line => line != "  - bash: |").Skip(1)
            .TakeWhile(static line => line.StartsWith("      ", StringComparison.Ordinal));

        await shell.Succeeds("bash", "-eo", "pipefail", "-c", install);
        var run = await shell.Run("bash", "-eo", "pipefail", "-c", string.Join('\n', check));

        Assert.True(exitCode == run.ExitCode, run.Output);
        Assert.Contains("b/Dockerfile", await File.ReadAllTextAsync(Path.Combine(shell.Variables["AGENT_TEMPDIRECTORY"], "dockerlint.xml")),
            StringComparison.Ordinal);
    }

    /// <summary>The version is the recipe's own default, so it has to be the one that is packed.</summary>
    private Shell WithPaths(string folder, string failOn, string[] recipe)
    {
        foreach (var name in (string[])["a", "b"])
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            File.WriteAllText(Path.Combine(folder, name, "Dockerfile"), ShellForm);
        }

        var shell = release.In(folder);
        shell.Variables["DOCKERLINT_PATHS"] = "a b";
        shell.Variables["DOCKERLINT_FAIL_ON"] = failOn;
        shell.Variables["DOCKERLINT_VERSION"] = recipe
            .SkipWhile(static line => line.Trim() is not ("version:" or "- name: version"))
            .First(static line => line.Contains("default: ", StringComparison.Ordinal)).Split(' ')[^1];
        return shell;
    }

    private static string[] Recipe(string platform) => File.ReadAllLines(Path.Combine(Release.Root, "packaging", platform, "dockerlint.yml"));

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
