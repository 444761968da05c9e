namespace Dockerlint.Tests.Cli;

public sealed class ExitCodeTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NothingFound_Zero()
    {
        var run = _folder.Write("Dockerfile", WorkFolder.Graceful).Write("server.js", WorkFolder.Handler).Run("check", "Dockerfile");

        Assert.Equal((0, "no findings in 1 file\n", ""), (run.Code, run.Output, run.Error));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1, "--fail-on", "error")]
    [InlineData(1, "--fail-on", "info")]
    [InlineData(0, "--fail-on", "never")]
    [InlineData(0, "--ignore", "STOP2")]
    [InlineData(0, "--select", "STOP3,STOP0002")]
    [InlineData(1, "--select", "shellformkeepsshell")]
    [InlineData(0, "--select", "STOP2", "--ignore", "STOP2001")]
    public void ShellForm_CodeByTheOptions(int expected, params string[] options)
    {
        var run = _folder.Write("Dockerfile", WorkFolder.ShellForm).Run(["Dockerfile", .. options]);

        Assert.Equal((expected, ""), (run.Code, run.Error));
    }

    [Theory]
    [InlineData("unknown option --frobnicate", "--frobnicate")]
    [InlineData("--fail-on is one of error, warning, info, never, not 'fatal'", "--fail-on", "fatal")]
    [InlineData("--format is one of text, concise", "--format", "xml")]
    [InlineData("--format needs text|concise|", "--format")]
    [InlineData("--output needs FILE", "--output")]
    [InlineData("--preset is one of strict, errors, advice, off, not 'hard'", "--preset", "hard")]
    [InlineData("--until: 2020-01-01 is over", "--baseline", "b.json", "--write-baseline", "--until", "2020-01-01")]
    [InlineData("--diff writes a diff to standard output", "--diff", "--statistics")]
    [InlineData("--diff writes a diff to standard output", "--diff", "--format", "json")]
    [InlineData("--diff writes a diff to standard output", "--fix", "--diff", "--output", "fix.patch")]
    [InlineData("--stdin-filename names what comes from standard input", "--stdin-filename", "Dockerfile", ".")]
    [InlineData("completion needs bash|zsh|fish|pwsh", "completion")]
    [InlineData("SHELL is one of bash, zsh, fish, pwsh, not 'tcsh'", "completion", "tcsh")]
    [InlineData("time needs IMAGE|CONTAINER", "time")]
    [InlineData("rules does not take STOP2", "rules", "STOP2")]
    [InlineData("unknown option --frob", "rules", "--frob")]
    [InlineData("--select: STOP99999 is no rule", "--select", "STOP99999")]
    [InlineData("--ignore: Frob is no rule", "--ignore", "STOP2001,Frob")]
    [InlineData("--unsafe-fixes goes with --fix", "--unsafe-fixes")]
    [InlineData("--fix cannot write to standard input", "-", "--fix")]
    [InlineData("--write-baseline goes with --baseline", "--write-baseline")]
    [InlineData("--baseline none.json: no such file", "--baseline", "none.json")]
    [InlineData("STOP9999 is no rule", "explain", "STOP9999")]
    [InlineData("explain needs RULE", "explain")]
    [InlineData("an empty path", "")]
    public void WrongUsage_TwoAndOneSentence(string sentence, params string[] args)
    {
        var run = _folder.Write("Dockerfile", WorkFolder.Graceful).Run(args);

        Assert.Equal(2, run.Code);
        Assert.StartsWith("dockerlint: " + sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void OutputThatCannotBeWritten_TwoAndOneSentence()
    {
        var run = _folder.Write("Dockerfile", WorkFolder.Graceful).Run("Dockerfile", "--output", "no/such/folder/out.txt");

        Assert.Equal((2, "dockerlint: no/such/folder/out.txt cannot be written: no such file or folder\n"), (run.Code, run.Error));
    }

    [Fact]
    public void OutputFile_HoldsTheResultAndTheTerminalNothing()
    {
        var run = _folder.Write("Dockerfile", WorkFolder.ShellForm).Run("Dockerfile", "--format", "json", "--output", "out.json");

        Assert.Equal((1, "", ""), (run.Code, run.Output, run.Error));
        Assert.StartsWith("{\n  \"schema\": 1,", _folder.Read("out.json"), StringComparison.Ordinal);
        Assert.Equal(["Dockerfile", "out.json"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Color_OnATerminalUnlessNoColorIsSet()
    {
        _folder.Write("Dockerfile", WorkFolder.ShellForm);
        Assert.DoesNotContain('\e', _folder.Run("Dockerfile").Output);
        Assert.Contains('\e', _folder.Run("Dockerfile", "--color", "always").Output);

        _folder.IsTerminal = true;
        Assert.Contains('\e', _folder.Run("Dockerfile").Output);
        Assert.DoesNotContain('\e', _folder.Run("Dockerfile", "--color", "never").Output);

        _folder.Variables["NO_COLOR"] = "1";
        Assert.DoesNotContain('\e', _folder.Run("Dockerfile").Output);
    }
}
