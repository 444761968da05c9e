namespace Dockerlint.Tests.Cli;

public sealed class FixTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fix_RewritesTheFileAndNothingIsLeft()
    {
        var run = _folder.Write("Dockerfile", WorkFolder.ShellForm).Run("--fix", "Dockerfile");

        Assert.Equal((0, "1 finding fixed in 1 file\n"), (run.Code, run.Error));
        Assert.Equal("FROM debian:12\nCMD [\"node\", \"server.js\"]\n", _folder.Read("Dockerfile"));
        Assert.Equal("0 findings fixed in 0 files\n", _folder.Run("--fix", "Dockerfile").Error);
    }

    [Fact]
    public void Diff_ShowsAndWritesNothing()
    {
        var run = _folder.Write("app/Dockerfile", WorkFolder.ShellForm).Run("--diff", "app");

        Assert.Equal(1, run.Code);
        Assert.Equal(
            "--- a/app/Dockerfile\n+++ b/app/Dockerfile\n@@ -1,2 +1,2 @@\n FROM debian:12\n-CMD node server.js\n+CMD [\"node\", \"server.js\"]\n",
            run.Output);
        Assert.Equal(WorkFolder.ShellForm, _folder.Read("app/Dockerfile"));
    }

    [Fact]
    public void DiffOfStandardInput_Works()
    {
        _folder.StandardInput = "FROM debian:12\nCMD node server.js"u8.ToArray();

        Assert.Contains("-CMD node server.js\n\\ No newline at end of file\n+CMD [", _folder.Run("--diff", "-").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void IgnoredFinding_IsNotFixed()
    {
        var content = "FROM debian:12\n# dockerlint ignore=STOP2001 the launcher needs it\nCMD node server.js\n";
        _folder.Write("Dockerfile", content).Run("--fix", "Dockerfile");

        Assert.Equal(content, _folder.Read("Dockerfile"));
    }

    [Fact]
    public void Fix_KeepsEncodingLineEndsAndMode()
    {
        _folder.Write("Dockerfile",
            [.. System.Text.Encoding.Unicode.GetPreamble(), .. System.Text.Encoding.Unicode.GetBytes("FROM debian:12\r\nCMD node server.js\r\n")]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullPath("Dockerfile"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _folder.Run("--fix", "Dockerfile");

        Assert.Equal([0xFF, 0xFE, (byte)'F', 0], File.ReadAllBytes(_folder.FullPath("Dockerfile"))[..4]);
        Assert.Equal("FROM debian:12\r\nCMD [\"node\", \"server.js\"]\r\n", _folder.Read("Dockerfile"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.True(File.GetUnixFileMode(_folder.FullPath("Dockerfile")).HasFlag(UnixFileMode.UserExecute));
        }
    }

    [Fact]
    public void Baseline_HidesWhatItKnowsAndNothingElse()
    {
        _folder.Write("a/Dockerfile", WorkFolder.ShellForm);
        Assert.Equal((0, "base.json: 1 finding written\n"),
            _folder.Run("--baseline", "base.json", "--write-baseline") is var written ? (written.Code, written.Error) : default);

        _folder.Write("a/Dockerfile", "# moved down\n" + WorkFolder.ShellForm).Write("b/Dockerfile", WorkFolder.ShellForm);
        var run = _folder.Run("--baseline", "base.json");

        Assert.Equal(1, run.Code);
        Assert.StartsWith("b/Dockerfile:2:1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void BaselineThatIsNone_ASentence() =>
        Assert.Equal((2, "dockerlint: --baseline Dockerfile is no baseline of dockerlint; --write-baseline writes one\n"),
            _folder.Write("Dockerfile", WorkFolder.ShellForm).Run("--baseline", "Dockerfile") is var run ? (run.Code, run.Error) : default);
}
