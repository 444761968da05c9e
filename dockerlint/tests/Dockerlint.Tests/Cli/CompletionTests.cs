using System.Diagnostics;

namespace Dockerlint.Tests.Cli;

public sealed class CompletionTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dockerlint ch", "check")]
    [InlineData("dockerlint tra", "trace")]
    [InlineData("dockerlint --form", "--format")]
    [InlineData("dockerlint . --fail", "--fail-on")]
    [InlineData("/usr/bin/dockerlint check --base", "--baseline")]
    [InlineData("dockerlint check --format sar", "sarif")]
    [InlineData("dockerlint --format sar", "sarif")]
    [InlineData("dockerlint --fail-on ", "error", "info", "never", "warning")]
    [InlineData("dockerlint --select STOP2001", "STOP2001")]
    [InlineData("dockerlint explain STOP3001", "STOP3001")]
    [InlineData("dockerlint completion z", "zsh")]
    public void Suggest_CompletesAlsoWhereCheckIsLeftOut(string line, params string[] words)
    {
        var run = _folder.Run($"[suggest:{line.Length}]", line);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(words, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Suggest_TheFirstWordMayBeACommandOrAnOptionOfCheck()
    {
        var words = _folder.Run("[suggest]", "dockerlint ").Output.Split('\n');

        Assert.Contains("explain", words);
        Assert.Contains("--format", words);
        Assert.Contains("--version", words);
    }

    [Fact]
    public void Suggest_LooksOnlyAtWhatIsBeforeTheCursor() =>
        Assert.Equal("check\n", _folder.Run("[suggest:13]", "dockerlint ch . --format json").Output);

    [Fact]
    public void Suggest_ABlankThatTheShellCutCounts() =>
        Assert.Equal(_folder.Run("[suggest]", "dockerlint trace ").Output, _folder.Run("[suggest:17]", "dockerlint trace").Output);

    [Fact]
    public void Completion_UnknownShell_NamesTheKnown()
    {
        var run = _folder.Run("completion", "csh");

        Assert.Equal(2, run.Code);
        Assert.Contains("bash", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Completion_Pwsh_RegistersACompleter() =>
        Assert.Contains(
            "Register-ArgumentCompleter -Native -CommandName dockerlint", _folder.Run("completion", "pwsh").Output, StringComparison.Ordinal);

    /// <summary>The shell itself asks: with this command's own answers behind the name <c>dockerlint</c>.</summary>
    [SkippableTheory]
    [InlineData("bash", "source script; COMP_LINE='dockerlint --form'; COMP_POINT=17; COMP_WORDS=(dockerlint --form); COMP_CWORD=1; "
        + "_dockerlint dockerlint --form dockerlint; printf '%s\\n' \"${COMPREPLY[@]}\"")]
    [InlineData("zsh", "compdef() { }; _files() { }; compadd() { shift; print -l -- \"$@\"; }; source script; "
        + "words=(dockerlint --form); CURRENT=2; _dockerlint")]
    [InlineData("fish", "source script; complete --do-complete 'dockerlint --form'")]
    public void Script_TheShellGetsTheWord(string shell, string ask)
    {
        Skip.If(OperatingSystem.IsWindows() || Which(shell) is null, $"{shell} is not installed");
        var answer = _folder.Run("[suggest:17]", "dockerlint --form").Output;
        _folder.Write("script", _folder.Run("completion", shell).Output);
        _folder.Write(
            "dockerlint", $"#!/bin/sh\n[ \"$1|$2\" = '[suggest:17]|dockerlint --form' ] && printf '%s' '{answer}' || echo \"$1 $2\" >&2\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullPath("dockerlint"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo(Which(shell)!, ["-c", ask])
        {
            WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}", ["HOME"] = _folder.Path },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.True(output.Trim() == "--format", $"{output}\n{errors.Result}");
    }

    private static string? Which(string program) =>
        OperatingSystem.IsWindows() ? null
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program))
                .FirstOrDefault(File.Exists);
}
