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
    public void TemplatesAlone_AreSaid()
    {
        const string Template = "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Values.name }}-x}\nspec: {{ .Values.spec }}\n";
        var run = _folder.Write("chart/templates/web.yaml", Template).Run("trace", "chart");

        Assert.Equal((0, ""), (run.Code, run.Output));
        Assert.Equal("1 template not traced; render first: … | dockerlint trace -\nno container to trace\n", run.Error);
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
    public void NativeSidecar_ItsSignalWaitsForTheMainContainers()
    {
        var text = _folder.Write(
            "pod.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              initContainers:
                - {name: proxy, image: "envoyproxy/envoy:v1.30.1", restartPolicy: Always}
              containers:
                - {name: web, image: "example/web:1"}
            """).Run("trace", ".").Output;

        Assert.Matches(@"\^SIGTERM from 0 s +\^SIGKILL 30 s", text);
        Assert.Contains("a native sidecar gets SIGTERM when the main containers have ended", string.Join(' ', text.Split([' ', '\n'],
            StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Matches(@"\^SIGTERM 0 s +\^SIGKILL 30 s", text);
    }

    [Fact]
    public void ComposeOptionsForAnUnknownImage_AreNoProgram()
    {
        var output = _folder.Write("compose.yaml", "services:\n  app:\n    image: example/app:1\n    command: [\"--skip-config=true\"]\n")
            .Run("trace", ".").Output;

        Assert.Contains("why: ENTRYPOINT of example/app:1 is not known", output, StringComparison.Ordinal);
        Assert.DoesNotContain("PID 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ComposeOptionsForAnImageWithoutEntrypoint_DoNotStart()
    {
        var output = _folder.Write("compose.yaml", "services:\n  app:\n    image: debian:12\n    command: --flag\n").Run("trace", ".").Output;

        Assert.Contains("debian:12 has no ENTRYPOINT", output, StringComparison.Ordinal);
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

    /// <summary>One stage, three times: as an image, as two services that say nothing else, and as one that does.</summary>
    [Fact]
    public void Stage_IsShownOnceForAllOfWhichTheSameIsTrue()
    {
        var output = _folder.Write("web/Dockerfile", WorkFolder.ShellForm)
            .Write("compose.yaml", "services:\n  a:\n    build: web\n  b:\n    build: web\n  c:\n    build: web\n    stop_grace_period: 20s\n")
            .Run("trace", ".").Output;
        var lines = output.Split('\n');

        Assert.Equal(4, lines.TakeWhile(static line => line.Length > 0).Count());
        Assert.Matches(
            "^c +KilledAfterGrace  SIGTERM  grace 20 s  compose.yaml:6$",
            lines.First(static line => line.StartsWith("c ", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(static line => line.Contains("├ PID 1", StringComparison.Ordinal)));
        Assert.Contains("web, a, b  (web/Dockerfile:2)", output, StringComparison.Ordinal);
        Assert.Contains("also compose.yaml:2, compose.yaml:4", output, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownProgram_HasItsTimeLine()
    {
        var output = _folder.Write("Dockerfile", "FROM registry.example.org/base:1\n").Run("trace", ".").Output;

        Assert.Contains("time: grace 10 s (engine default); what the application may need is not", output, StringComparison.Ordinal);
        Assert.Matches(@"\^SIGTERM 0 s +\^SIGKILL 10 s", output);
    }

    [Fact]
    public void StopSignalOfTheImage_StandsInTheTimeLine() =>
        Assert.Matches(@"\^SIGQUIT 0 s +\^SIGKILL 10 s", _folder.Write("Dockerfile", "FROM nginx:1.27\n").Run("trace", ".").Output);

    [Fact]
    public void Html_PaintsEachVerdictTrulyAndLinksItsTable()
    {
        // With an init in front node without a handler ends at once, and was never asked.
        var output = _folder.Write("a/Dockerfile", WorkFolder.ShellForm).Write("a/server.js", "setInterval(() => {}, 1);\n")
            .Write("compose.yaml", "services:\n  told:\n    image: debian:12\n    init: true\n    command: [sleep, infinity]\n")
            .Write("g/Dockerfile", WorkFolder.Graceful).Write("g/server.js", WorkFolder.Handler).Run("trace", ".", "--format", "html").Output;

        Assert.Contains("class=\"verdict bad\">KilledAfterGrace<", output, StringComparison.Ordinal);
        Assert.Contains("class=\"verdict unsure\">EndedByDefault<", output, StringComparison.Ordinal);
        Assert.Contains("class=\"verdict good\">Graceful<", output, StringComparison.Ordinal);
        Assert.Contains("<b>PID 1</b> <code>/bin/sh -c &quot;node server.js&quot;</code>", output, StringComparison.Ordinal);
        Assert.Contains("<td><a href=\"#s0\">", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("STOP2001")]
    [InlineData("shellformkeepsshell")]
    [InlineData("2001")]
    [InlineData("stop2001")]
    public void Explain_PrintsThePage(string rule)
    {
        var output = _folder.Run("explain", rule).Output;

        Assert.StartsWith("STOP2001 ShellFormKeepsShell\n", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), static line => Assert.False(
            line is ['|', ..] or ['#', ..] or ['`', '`', ..] or ['<', '!', ..] || line.Contains("](", StringComparison.Ordinal), line));
        Assert.StartsWith("# STOP2001 ShellFormKeepsShell\n", _folder.Run("explain", rule, "--format", "markdown").Output, StringComparison.Ordinal);
    }

    /// <summary>No page has a thing that the little of Markdown does not know.</summary>
    [Fact]
    public void Explain_EveryPageIsRendered()
    {
        foreach (var id in Dockerlint.Cli.Documentation.RulePages.Ids)
        {
            var output = _folder.Run("explain", id).Output;
            var text = output.Split('\n').Where(static line => !line.StartsWith("    ", StringComparison.Ordinal));
            Assert.All(text, line => Assert.False(line is ['|', ..] or ['#', ..] || line.Contains("](", StringComparison.Ordinal)
                || line.Contains("**", StringComparison.Ordinal) && !line.Contains('`', StringComparison.Ordinal), $"{id}: {line}"));
        }
    }

    [Theory]
    [InlineData("DL3025", "STOP2001 ShellFormKeepsShell")]
    [InlineData("JSONArgsRecommended", "STOP2001 ShellFormKeepsShell")]
    [InlineData("jsonargsrecommended", "STOP2001 ShellFormKeepsShell")]
    [InlineData("CA2016", "STOP1002 LongWaitWithoutStopToken")]
    [InlineData("MA0040", "STOP1002 LongWaitWithoutStopToken")]
    public void Explain_AnotherLintersRule_NamesOurs(string name, string rule)
    {
        var run = _folder.Run("explain", name);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith($"{name} is another linter's. Of the same places speak:\n", run.Output, StringComparison.Ordinal);
        Assert.Contains($"\n{rule}\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DL302")]
    [InlineData("CA20160")]
    [InlineData("the")]
    [InlineData("report")]
    public void Explain_NoRuleOfAnybody_TwoAndASentence(string name) => Assert.Equal(2, _folder.Run("explain", name).Code);

    [Fact]
    public void Rules_ListsTheCatalog()
    {
        Assert.Contains("STOP0001  UnreadableInput", _folder.Run("rules").Output, StringComparison.Ordinal);
        Assert.Matches("STOP1002  LongWaitWithoutStopToken +warning  fix  csharp ", _folder.Run("rules").Output);
        Assert.Matches("STOP2001  ShellFormKeepsShell +error    fix  signal-path ", _folder.Run("rules").Output);
        var rules = JsonDocument.Parse(_folder.Run("rules", "--format", "json").Output).RootElement.GetProperty("rules");
        Assert.Equal(Dockerlint.Rules.Catalog.All.Select(static rule => rule.Info.Id),
            rules.EnumerateArray().Select(static rule => rule.GetProperty("id").GetString()).Where(static id => id![4] != '1'));
        _folder.IsTerminal = true;
        _folder.Columns = 120;
        Assert.All(_folder.Run("rules").Output.Split('\n'), static line => Assert.True(line.Length <= 120, line));
    }
}
