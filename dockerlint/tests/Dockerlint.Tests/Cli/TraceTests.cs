using System.Text.Json;

namespace Dockerlint.Tests.Cli;

public sealed class TraceTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ShellForm_ChainWithItsBreak()
    {
        var run = _folder.Write("web/Dockerfile", WorkFolder.ShellForm).Run("trace", "web");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith(
            "web  (web/Dockerfile:2)                                         KilledAfterGrace\n  docker stop → SIGTERM (default)\n"
                + "  ├ PID 1  /bin/sh -c \"node server.js\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("✗ stays in front, passes nothing on", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), static line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void PodOfAnUnknownImage_ItsWordsItsSignalAndItsTime()
    {
        var output = _folder.Write(
            "pod.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              os: {name: linux}
              containers:
                - name: web
                  image: example/web:1
                  lifecycle:
                    stopSignal: SIGQUIT
                    preStop: {exec: {command: ["sleep", "20"]}}
            """).Run("trace", ".").Output;

        Assert.Contains("pod deletion → SIGQUIT (lifecycle.stopSignal)", output, StringComparison.Ordinal);
        Assert.Contains("grace 30 s (pod default) - preStop exec 20 s", output, StringComparison.Ordinal);
        Assert.Contains("^SIGQUIT 20 s", output, StringComparison.Ordinal);
    }

    [Fact]
    public void OutputIntoAFolder_IsOneSentence()
    {
        Directory.CreateDirectory(_folder.FullPath("there"));
        var run = _folder.Write("web/Dockerfile", WorkFolder.ShellForm).Run("trace", "web", "--output", "there");

        Assert.Equal(2, run.Code);
        Assert.DoesNotContain("a defect of dockerlint", run.Error, StringComparison.Ordinal);
        Assert.Contains("there", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TerminalWithoutUnicode_Ascii()
    {
        _folder.IsUnicode = false;
        var output = _folder.Write("web/Dockerfile", WorkFolder.ShellForm).Run("trace", "web").Output;

        Assert.True(System.Text.Ascii.IsValid(output), output);
        Assert.Contains("docker stop -> SIGTERM", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_HasTheContractsFields()
    {
        var output = _folder.Write("web/Dockerfile", WorkFolder.ShellForm).Run("trace", "--format", "json", "web").Output;
        var service = JsonDocument.Parse(output).RootElement.GetProperty("services")[0];

        Assert.Equal(("web", "web/Dockerfile", 2, "SIGTERM", "KilledAfterGrace"),
            (service.GetProperty("name").GetString(), service.GetProperty("source").GetString(), service.GetProperty("line").GetInt32(),
                service.GetProperty("stopSignal").GetString(), service.GetProperty("verdict").GetString()));
        var shell = service.GetProperty("path")[0];
        Assert.Equal(["/bin/sh", "-c", "node server.js"], shell.GetProperty("argv").EnumerateArray().Select(static word => word.GetString()));
        Assert.Equal(
            ("ForksAndStays", "Ignores", 2),
            (shell.GetProperty("starts").GetString(), shell.GetProperty("handles").GetString(),
                shell.GetProperty("source").GetProperty("line").GetInt32()));
    }

    [Fact]
    public void Service_ByNameOnly()
    {
        _folder.Write("web/Dockerfile", WorkFolder.ShellForm).Write("api/Dockerfile.worker", WorkFolder.ShellForm)
            .Write("job.Dockerfile", WorkFolder.ShellForm);

        Assert.StartsWith("worker  (api/Dockerfile.worker:2)", _folder.Run("trace", ".", "--service", "worker").Output, StringComparison.Ordinal);
        Assert.Equal((2, "dockerlint: no service cache; there are worker, job, web\n"),
            _folder.Run("trace", ".", "--service", "cache") is var run ? (run.Code, run.Error) : default);
    }

    [Fact]
    public void UnreadableInput_TwoAndTheOthersAreShown()
    {
        var run = _folder.Write("web/Dockerfile", WorkFolder.ShellForm).Run("trace", "web", "nowhere");

        Assert.Equal(2, run.Code);
        Assert.StartsWith("web  ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("STOP2001")]
    [InlineData("shellformkeepsshell")]
    public void Explain_PrintsThePage(string rule) =>
        Assert.StartsWith("# STOP2001 ShellFormKeepsShell\n", _folder.Run("explain", rule).Output, StringComparison.Ordinal);

    [Fact]
    public void Rules_ListsTheCatalog()
    {
        Assert.Contains("STOP0001  UnreadableInput", _folder.Run("rules").Output, StringComparison.Ordinal);
        var rules = JsonDocument.Parse(_folder.Run("rules", "--format", "json").Output).RootElement.GetProperty("rules");
        Assert.Equal(Dockerlint.Rules.Catalog.All.Select(static rule => rule.Info.Id),
            rules.EnumerateArray().Select(static rule => rule.GetProperty("id").GetString()));
    }
}
