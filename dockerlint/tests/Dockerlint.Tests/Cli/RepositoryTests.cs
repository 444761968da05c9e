using System.Diagnostics;
using Dockerlint.Tests.Pages;

namespace Dockerlint.Tests.Cli;

/// <summary>
/// Whole repositories (Repositories/) and the built command, as their maintainer would run it; what it says stands beside them, in
/// Repositories/expected. <c>UPDATE_DOCS=1</c> writes it anew: read it.
/// </summary>
public sealed class RepositoryTests : IDisposable
{
    private static readonly string _repositories = Path.Combine(Repository.Root, "dockerlint/tests/Dockerlint.Tests/Repositories");

    private readonly WorkFolder _folder = new();

    public static TheoryData<string, string, string> Runs()
    {
        var runs = new TheoryData<string, string, string>();
        foreach (var repository in (string[])["monorepo", "legacy", "helm", "kustomize", "dotnet-solution", "none"])
        {
            runs.Add(repository, "check", "check .");
            runs.Add(repository, "trace", "trace .");
            runs.Add(repository, "diff", "check . --fix --diff");
            runs.Add(repository, "json", "check . --format json");
        }

        return runs;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Runs))]
    public void Command_SaysWhatItsMaintainerShouldRead(string repository, string name, string words)
    {
        Copy(repository);

        var run = Run(words);

        var heard = run.Error.Length == 0 ? "" : string.Concat(run.Error.TrimEnd('\n').Split('\n').Select(static line => $"2> {line}\n"));
        Repository.Matches(Path.Combine(_repositories, "expected", $"{repository}.{name}.txt"),
            $"$ dockerlint {words}\n{run.Output}{heard}exit {run.Code}\n");
    }

    public static TheoryData<string, int> Widths()
    {
        var widths = new TheoryData<string, int>();
        foreach (var repository in (string[])["monorepo", "legacy", "helm", "kustomize", "dotnet-solution"])
        {
            widths.Add(repository, 80);
            widths.Add(repository, 120);
            widths.Add(repository, 200);
        }

        return widths;
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Lines_FitTheTerminal(string repository, int columns)
    {
        Copy(repository);
        foreach (var words in (string[])["check .", "trace ."])
        {
            var lines = Run(words, columns).Output.Split('\n');

            // A command to copy stands in one line; a word that fills the line by itself (an address) has nowhere else to go.
            Assert.All(lines, line => Assert.True(line.Length <= columns || line.EndsWith("| dockerlint -", StringComparison.Ordinal)
                || line.Split(' ').Any(word => word.Length > columns / 2),
                $"{line.Length}: {line}"));
        }
    }

    /// <summary>What starts at last, or is told at last, may have another fault: it shows where the fix was, or in what starts it.</summary>
    [Theory]
    [InlineData("monorepo", "services/worker/docker-entrypoint.sh STOP2004", "")]
    [InlineData("legacy", "billing/Dockerfile STOP2001", "reports/Dockerfile STOP2008")]
    [InlineData("dotnet-solution", "src/Orders.Worker/docker-entrypoint.sh STOP2004", "")]
    public void Fixed_NothingIsLeftToFix(string repository, string gone, string shown)
    {
        Copy(repository);
        var before = Findings();

        Run("check . --fix");
        var after = Findings();

        Assert.Contains(gone, before);
        Assert.DoesNotContain(gone, after);
        Assert.Equal(shown, string.Join('\n', after.Except(before)));
        Assert.Equal("", Run("check . --fix --diff").Output);
    }

    /// <summary>File and rule of each finding.</summary>
    private string[] Findings() =>
        [.. Run("check . --format msbuild").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.Split('(')[0] + " " + line.Split(": ")[1].Split(' ')[1]).Distinct().Order(StringComparer.Ordinal)];

    private void Copy(string repository)
    {
        var from = Path.Combine(_repositories, repository);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            _folder.Write(Path.GetRelativePath(from, file), File.ReadAllBytes(file));
        }

        Directory.CreateDirectory(_folder.FullPath(".git"));
    }

    private CommandRun Run(string words, int? columns = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "dockerlint.dll"), .. words.Split(' ')])
        {
            WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var variable in (string[])["COLUMNS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TERM"])
        {
            start.Environment.Remove(variable);
        }

        if (columns is { } wide)
        {
            start.Environment["COLUMNS"] = $"{wide}";
        }

        start.Environment["LANG"] = start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandRun(process.ExitCode, output.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"));
    }
}
