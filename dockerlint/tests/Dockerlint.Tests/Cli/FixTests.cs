using System.Text;

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
    public void StandardInput_IsNotSaidToBeFixable()
    {
        _folder.StandardInput = Encoding.UTF8.GetBytes(WorkFolder.ShellForm);

        var run = _folder.Run("-");

        Assert.Contains("fix write [\"node\", \"server.js\"] (--diff)\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n1 error, 0 warnings, 0 info in 1 file\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"fixable\": 0", _folder.Run("-", "--format", "json").Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void LinkedFile_IsOneFile()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        _folder.Write("z/Dockerfile", WorkFolder.ShellForm).Write("a/server.js", "");
        File.CreateSymbolicLink(_folder.FullPath("a/Dockerfile"), "../z/Dockerfile");
        File.CreateSymbolicLink(_folder.FullPath("z/web.Dockerfile"), "Dockerfile");

        var places = _folder.Run("--format", "concise").Output.Split('\n').Select(static line => line.Split(' ')[0]);
        var diff = _folder.Run("--diff").Output;
        var run = _folder.Run("--fix");

        Assert.Equal(["z/Dockerfile:2:1:"], places.Where(static place => place.Contains("Dockerfile", StringComparison.Ordinal)));
        Assert.Single(diff.Split('\n'), static line => line.StartsWith("+++", StringComparison.Ordinal));
        Assert.Equal((0, "1 finding fixed in 1 file\n"), (run.Code, run.Error));
        Assert.Equal("../z/Dockerfile", new FileInfo(_folder.FullPath("a/Dockerfile")).LinkTarget);
    }

    /// <summary>What is only wrong in the link's own folder stands at the link, and is written into the file.</summary>
    [SkippableFact]
    public void LinkedFileWithAnotherContext_HasItsOwnFindings()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        _folder.Write("one/Dockerfile", "FROM debian:12\nCOPY run.sh /\nENTRYPOINT [\"/run.sh\"]\n")
            .Write("one/run.sh", "#!/bin/sh\nexec app\n").Write("two/run.sh", "#!/bin/sh\napp\n");
        Directory.CreateDirectory(_folder.FullPath("two"));
        File.CreateSymbolicLink(_folder.FullPath("two/Dockerfile"), "../one/Dockerfile");

        Assert.Contains("two/run.sh:2:1: warning STOP2004", _folder.Run("--format", "concise").Output, StringComparison.Ordinal);
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
