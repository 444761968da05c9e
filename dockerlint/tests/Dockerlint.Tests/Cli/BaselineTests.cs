namespace Dockerlint.Tests.Cli;

public sealed class BaselineTests : IDisposable
{
    private readonly WorkFolder _folder = new() { Today = new DateOnly(2026, 11, 27) };

    public BaselineTests() => _folder.Write("a/Dockerfile", WorkFolder.ShellForm).Write("b/Dockerfile", WorkFolder.ShellForm);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void KnownFindings_AreCounted()
    {
        Written();

        Assert.Equal((0, "no findings in 2 files; 2 known findings not shown\n"), Run() is var run ? (run.Code, run.Output) : default);
        Assert.Contains("\"known\": 2", _folder.Run(".", "--baseline", "base.json", "--format", "json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void FixedFinding_ItsEntryIsStale()
    {
        Written();
        _folder.Write("a/Dockerfile", "FROM nginx:1.27\n");
        var run = Run();

        Assert.Equal(0, run.Code);
        Assert.StartsWith("base.json:7:23 info STOP0004 UnknownSetting\n    nothing gives STOP2001 in a/Dockerfile any more", run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void DeletedFile_ItsEntryIsStale()
    {
        Written();
        File.Delete(_folder.FullPath("a/Dockerfile"));

        Assert.Contains("nothing gives STOP2001 in a/Dockerfile any more", Run().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b")]
    [InlineData(".", "--select", "STOP3")]
    [InlineData(".", "--ignore", "STOP2001")]
    public void RunOverAPart_NothingIsStale(params string[] args)
    {
        Written();
        _folder.Write("a/Dockerfile", "FROM nginx:1.27\n");

        Assert.DoesNotContain("STOP0004", _folder.Run([.. args, "--baseline", "base.json"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Until_TheDayItselfCountsAndTheNextDoesNot()
    {
        Written("--until", "2026-12-31");
        Assert.Contains("\"until\": \"2026-12-31\"", _folder.Read("base.json"), StringComparison.Ordinal);

        _folder.Today = new DateOnly(2026, 12, 31);
        Assert.Equal(0, Run().Code);
        _folder.Today = new DateOnly(2027, 1, 1);
        var run = Run();
        Assert.Equal(1, run.Code);
        Assert.Contains("the baseline knew it until 2026-12-31", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("STOP0004", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void WrittenAgain_OldEntriesKeepTheirDay()
    {
        Written("--until", "2026-12-31");
        _folder.Write("c/Dockerfile", WorkFolder.ShellForm);
        Written("--until", "2027-06-30");

        Assert.Equal(3, _folder.Read("base.json").Split("\"until\": \"2026-12-31\"").Length);
        Assert.Equal(2, _folder.Read("base.json").Split("\"until\": \"2027-06-30\"").Length);
    }

    [Theory]
    [InlineData("tomorrow", "--until: tomorrow is no day")]
    [InlineData("2026-02-30", "--until: 2026-02-30 is no day")]
    public void NoDay_TwoAndASentence(string day, string sentence)
    {
        var run = _folder.Run(".", "--baseline", "base.json", "--write-baseline", "--until", day);

        Assert.Equal(2, run.Code);
        Assert.StartsWith("dockerlint: " + sentence, run.Error, StringComparison.Ordinal);
    }

    private CommandRun Run() => _folder.Run(".", "--baseline", "base.json");

    private void Written(params string[] options) =>
        Assert.Equal(0, _folder.Run([".", "--baseline", "base.json", "--write-baseline", .. options]).Code);
}
