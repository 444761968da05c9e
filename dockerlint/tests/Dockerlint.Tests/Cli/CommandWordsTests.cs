namespace Dockerlint.Tests.Cli;

public sealed class CommandWordsTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--help", "help")]
    [InlineData("check --help", "help check")]
    [InlineData("trace --help", "help trace")]
    [InlineData("--version", "version")]
    public void Word_SaysWhatTheOptionSays(string option, string word)
    {
        var expected = _folder.Run(option.Split(' '));
        var run = _folder.Run(word.Split(' '));

        Assert.Equal((0, expected.Output, ""), (run.Code, run.Output, run.Error));
        Assert.NotEqual("", run.Output.Trim());
    }

    [Fact]
    public void Version_IsThatOfTheAssembly()
    {
        var output = _folder.Run("--version").Output.Trim();

        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$", output);
    }

    [Theory]
    [InlineData("did you mean check?", "chek", ".")]
    [InlineData("did you mean trace?", "tarce")]
    [InlineData("did you mean rules?", "rule")]
    [InlineData("did you mean --select?", "--selct", "STOP2001")]
    [InlineData("did you mean --format?", "trace", ".", "--fromat", "json")]
    [InlineData("did you mean --format?", "rules", "--formt")]
    [InlineData("did you mean STOP2002?", "explain", "STOP2002x")]
    [InlineData("did you mean ShellFormKeepsShell?", "explain", "ShelFormKeepsShell")]
    public void Slip_IsAskedAbout(string question, params string[] args)
    {
        var run = _folder.Write("Dockerfile", WorkFolder.Graceful).Run(args);

        Assert.Equal(2, run.Code);
        Assert.Contains(question, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("src")]
    [InlineData("services/web")]
    [InlineData("--frobnicate")]
    public void NothingNear_IsNotAskedAbout(string word) =>
        Assert.DoesNotContain("did you mean", _folder.Run(word).Error, StringComparison.Ordinal);

    [Fact]
    public void FolderWithANameLikeACommand_IsChecked()
    {
        var run = _folder.Write("chek/Dockerfile", WorkFolder.ShellForm).Run("chek");

        Assert.Equal((1, ""), (run.Code, run.Error));
    }
}
