using Dockerlint.Cli.Fixes;
using Dockerlint.Cli.Inputs;
using Dockerlint.Tests.Cli;
using Dockerlint.Text;

namespace Dockerlint.Tests.Security;

/// <summary><c>--fix</c> and <c>--output</c>: only where the user asked, all or nothing, nobody's work lost.</summary>
public sealed class WritingTests : IDisposable
{
    private const string Fixed = "FROM debian:12\nCMD [\"node\", \"server.js\"]\n";

    private readonly StrangersRepository _repository = new();

    public WritingTests() => Skip.If(OperatingSystem.IsWindows(), "links need rights there");

    public void Dispose() => _repository.Dispose();

    [SkippableFact]
    public void ComposeBuildThatLeaves_IsNotFixed()
    {
        _repository.Write("compose.yaml", "services:\n  a:\n    build: ../outside/app\n").Run("repo", "--fix");

        Assert.Equal(WorkFolder.ShellForm, _repository.Read("outside/app/Dockerfile"));
    }

    [SkippableFact]
    public void DeviceWithoutRoom_IsNamedInOneSentence()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "no /dev/full there");

        Assert.Equal("dockerlint: /dev/full cannot be written: no space left on the device\n",
            _repository.Write("Dockerfile", WorkFolder.ShellForm).Run("repo", "--output", "/dev/full").Error);
    }

    [SkippableTheory]
    [InlineData("--fix")]
    [InlineData("--diff")]
    public void FileNotBelowTheGivenPaths_NamedAndNotFixed(string option)
    {
        var run = _repository.Write("deploy/compose.yaml", "services:\n  a:\n    build: ../app\n").Write("app/Dockerfile", WorkFolder.ShellForm)
            .Run("repo/deploy", option);

        Assert.Equal(WorkFolder.ShellForm, _repository.Read("repo/app/Dockerfile"));
        Assert.Contains("repo/app/Dockerfile: not fixed: it is not below the given paths\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("+CMD", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void LinkThatLeaves_IsNotWrittenThrough()
    {
        _repository.Link("Dockerfile", "../outside/app/Dockerfile").Run("repo", "--fix");

        Assert.Equal(WorkFolder.ShellForm, _repository.Read("outside/app/Dockerfile"));
    }

    [SkippableFact]
    public void LinkInside_KeptAndItsTargetFixed()
    {
        _repository.Write("real", WorkFolder.ShellForm).Link("Dockerfile", "real").Run("repo", "--fix");

        Assert.Equal("real", new FileInfo(_repository.FullPath("repo/Dockerfile")).LinkTarget);
        Assert.Equal(Fixed, _repository.Read("repo/real"));
    }

    [SkippableFact]
    public void FileChangedMeanwhile_KeepsTheChange()
    {
        _repository.Write("Dockerfile", WorkFolder.ShellForm);
        var reader = new RepositoryReader(_repository.FullPath("repo"));
        reader.Roots.TryAdd(_repository.FullPath("repo"));
        var before = reader.TryRead("Dockerfile")!;
        File.AppendAllText(_repository.FullPath("repo/Dockerfile"), "# mine\n");

        var reason = new FixedFileWriter(reader).Write(new FixedFile(before, new SourceText("Dockerfile", Fixed), 1));

        Assert.Equal("it was changed meanwhile", reason);
        Assert.Equal(WorkFolder.ShellForm + "# mine\n", _repository.Read("repo/Dockerfile"));
        Assert.Empty(Leftovers());
    }

    [SkippableFact]
    public void HardLink_IsNotSeparated()
    {
        _repository.Write("Dockerfile", WorkFolder.ShellForm).Write("b/Dockerfile", WorkFolder.ShellForm);
        Assert.Equal(0, Shell($"ln '{_repository.FullPath("repo/Dockerfile")}' '{_repository.FullPath("outside/same")}'"));

        var run = _repository.Run("repo", "--fix");

        Assert.Equal(2, run.Code);
        Assert.Contains("repo/Dockerfile: error STOP0001: not fixed: it has 2 names (hard links), of which a fix would change one\n", run.Error,
            StringComparison.Ordinal);
        Assert.Contains("1 finding fixed in 1 file\n", run.Error, StringComparison.Ordinal);
        Assert.Equal((WorkFolder.ShellForm, Fixed), (_repository.Read("repo/Dockerfile"), _repository.Read("repo/b/Dockerfile")));
        Assert.Contains("repo/Dockerfile:2:1 error STOP2001", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void OwnerAndMode_AreKept()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root may give files away");
        _repository.Write("Dockerfile", WorkFolder.ShellForm);
        var path = _repository.FullPath("repo/Dockerfile");
        Assert.Equal(0, Shell($"chown 1234:2345 '{path}' && chmod 4640 '{path}'"));

        _repository.Run("repo", "--fix");

        var facts = NativeFile.Facts(path);
        Assert.Equal((1234u, 2345u, 0x9a0u), (facts.User, facts.Group, facts.Mode));
        Assert.Equal(Fixed, _repository.Read("repo/Dockerfile"));
    }

    [SkippableFact]
    public void NameOfTwoHundredAndFiftyCharacters_IsFixed()
    {
        var name = new string('a', 240) + ".Dockerfile";
        _repository.Write(name, WorkFolder.ShellForm).Run("repo", "--fix");

        Assert.Equal(Fixed, _repository.Read("repo/" + name));
    }

    [SkippableFact]
    public void OutputToAPipe_IsWrittenIntoIt()
    {
        _repository.Write("Dockerfile", WorkFolder.ShellForm).Pipe("p");
        var reading = Task.Run(() => File.ReadAllText(_repository.FullPath("repo/p")));

        Assert.Equal(1, _repository.Run("repo", "--output", "repo/p").Code);
        Assert.True(reading.Wait(NoHang.Bound));
        Assert.Contains("STOP2001", reading.Result, StringComparison.Ordinal);
        Assert.Equal(FileKind.Pipe, NativeFile.Facts(_repository.FullPath("repo/p")).Kind);
    }

    [SkippableFact]
    public void OutputToStandardOutput_IsStandardOutput() =>
        Assert.Contains("STOP2001", _repository.Write("Dockerfile", WorkFolder.ShellForm).Run("repo", "--output", "/dev/stdout").Output,
            StringComparison.Ordinal);

    [SkippableTheory]
    [InlineData("repo/Dockerfile", "--output repo/Dockerfile is one of the inputs and would be overwritten")]
    [InlineData("repo/other", "--output repo/other is one of the inputs and would be overwritten")]
    [InlineData("repo", "repo cannot be written: a folder, not a file")]
    [InlineData("nowhere/x", "nowhere/x cannot be written: no such file or folder")]
    [InlineData("", "--output needs the name of a file")]
    [InlineData("repo/out.txt", "repo/out.txt cannot be written: a link leads out of the repository (--allow-outside follows it)")]
    [InlineData("repo/folder/new", "repo/folder/new cannot be written: a link leads out of the repository (--allow-outside follows it)")]
    [InlineData("repo/config", "repo/config cannot be written: a link leads out of the repository (--allow-outside follows it)")]
    public void OutputThatCannotBe_IsOneSentence(string file, string sentence)
    {
        _repository.Write("Dockerfile", WorkFolder.ShellForm).Link("other", "Dockerfile").Link("out.txt", "../outside/token")
            .Link("folder", "../outside").Link("config", ".git/config");

        var run = _repository.Run("repo", "--output", file);

        Assert.Equal((2, $"dockerlint: {sentence}\n"), (run.Code, run.Error));
        Assert.Equal(WorkFolder.ShellForm, _repository.Read("repo/Dockerfile"));
        Assert.Equal(StrangersRepository.Secret + "\n", _repository.Read("outside/token"));
        Assert.False(File.Exists(_repository.FullPath("repo/.git/config")) || File.Exists(_repository.FullPath("outside/new")));
    }

    [SkippableFact]
    public void TraceToAFolder_IsOneSentence() =>
        Assert.Equal("dockerlint: repo cannot be written: a folder, not a file\n",
            _repository.Write("Dockerfile", WorkFolder.ShellForm).Run("trace", "repo", "--output", "repo").Error);

    [SkippableFact]
    public void NothingIsLeftBesideAFixedFile()
    {
        _repository.Write("Dockerfile", WorkFolder.ShellForm).Run("repo", "--fix");

        Assert.Empty(Leftovers());
    }

    private IEnumerable<string> Leftovers() => Directory.EnumerateFiles(_repository.FullPath("repo"), ".dockerlint-*", SearchOption.AllDirectories);

    private static int Shell(string command)
    {
        using var process = System.Diagnostics.Process.Start("sh", ["-c", command]);
        process.WaitForExit();
        return process.ExitCode;
    }
}
