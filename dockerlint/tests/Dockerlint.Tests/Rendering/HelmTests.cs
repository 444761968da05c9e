using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Rendering;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Rendering;

public sealed class HelmTests : IDisposable
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ include "shop.name" . }}
        spec:
          template:
            spec:
              {{- with .Values.grace }}
              terminationGracePeriodSeconds: {{ . }}
              {{- end }}
              containers:
                - name: web
                  image: nginx:1.27
                  command: [sh, -c, "{{ .Values.prepare }}; python server.py"]
        """;

    /// <summary>As helm 3 writes it.</summary>
    private const string Rendered = """
        ---
        # Source: shop/templates/deployment.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: shop
        spec:
          template:
            spec:
              terminationGracePeriodSeconds: 0
              containers:
                - name: web
                  image: nginx:1.27
                  command: [sh, -c, "cd /app; python server.py"]
        """;

    private readonly WorkFolder _folder = new();

    public HelmTests()
    {
        Skip.If(OperatingSystem.IsWindows(), "stand-ins are shell scripts");
        _folder.Write("charts/store/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n")
            .Write("charts/store/values.yaml", "grace: 0\nprepare: cd /app\n")
            .Write("charts/store/templates/_helpers.tpl", "{{- define \"x\" }}{{ end }}\n")
            .Write("charts/store/templates/deployment.yaml", Deployment)
            .Write("charts/store/templates/hidden.yaml", "{{ include \"shop.service\" . }}\n").Write("Dockerfile", "FROM nginx:1.27\n");
    }

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void WithoutTheOption_OneLineForTheChartAndNothingIsRun()
    {
        var run = _folder.Program("helm", "echo started > started\n").Run(".");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.EndsWith(
            "\ncharts/store: 2 templates not checked: --render, or helm template charts/store | dockerlint -\n", run.Output,
            StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.FullPath("started")));
        Assert.Equal(1, _folder.Run(".", "--strict").Code);
    }

    [SkippableFact]
    public void ManyCharts_OneLineForAll()
    {
        foreach (var name in (string[])["a", "b", "c"])
        {
            _folder.Write($"charts/{name}/Chart.yaml", $"apiVersion: v2\nname: {name}\n").Write($"charts/{name}/templates/d.yaml", Deployment);
        }

        Assert.EndsWith("\n4 charts, 5 templates not checked: --render, or helm template CHART | dockerlint -\n", _folder.Run(".").Output,
            StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Subchart_IsOneWithItsChart()
    {
        _folder.Write("charts/store/charts/db/Chart.yaml", "apiVersion: v2\nname: db\n").Write("charts/store/charts/db/templates/d.yaml", Deployment);

        Assert.Contains("charts/store: 3 templates", _folder.Run(".").Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Render_FindingsStandInTheTemplates()
    {
        var run = Rendering(Rendered).Run(".", "--render", "--format", "concise");

        Assert.Equal((1, ""), (run.Code, run.Error));
        Assert.Contains("charts/store/templates/deployment.yaml:9:7: warning STOP3003", run.Output.Replace("error STOP3003", "warning STOP3003",
            StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("charts/store/templates/deployment.yaml:14:11: ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not checked", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, _folder.Run(".", "--render", "--strict", "--fail-on", "never").Code);
    }

    [SkippableFact]
    public void Render_TheChainSaysWhatTheLineBecame()
    {
        var output = Rendering(Rendered).Run(".", "--render").Output;

        Assert.Contains("helm template makes of it, in line 10:", output, StringComparison.Ordinal);
        Assert.DoesNotContain("(--fix)", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Render_LineThatNoTemplateHas_FirstLineAndSaidSo()
    {
        _folder.Write("charts/store/templates/deployment.yaml", "{{ include \"library.deployment\" . }}\n");
        var run = Rendering(Rendered).Run(".", "--render");

        Assert.Contains("charts/store/templates/deployment.yaml:1:1 ", run.Output, StringComparison.Ordinal);
        Assert.Matches("is not\\s+certain", run.Output);
    }

    [SkippableFact]
    public void Render_PackedSubchart_StandsAtTheChart()
    {
        var run = Rendering(Rendered.Replace("shop/templates/", "shop/charts/packed/templates/", StringComparison.Ordinal)).Run(
            ".", "--render", "--format", "concise");

        Assert.Contains("charts/store/Chart.yaml:1:1: ", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Render_PathThatLeadsOut_IsNotFollowed()
    {
        _folder.Write("secret.yaml", "command: hunter2\n");
        var run = Rendering(Rendered.Replace("shop/templates/deployment.yaml", "shop/../../secret.yaml", StringComparison.Ordinal))
            .Run(".", "--render");

        Assert.DoesNotContain("hunter2", run.Output, StringComparison.Ordinal);
        Assert.Contains("charts/store/Chart.yaml:1:1", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Render_ChartThatFails_OneLineAndTheRestGoesOn()
    {
        _folder.Write("other/Dockerfile", WorkFolder.ShellForm)
            .Program("helm", "echo 'Error: execution error at (shop/templates/deployment.yaml:4:11): grace is required' >&2\nexit 1\n");
        var run = _folder.Run(".", "--render");

        Assert.Equal((2, "charts/store/Chart.yaml: error STOP0001: helm template: Error: execution error at (shop/templates/deployment.yaml:4:11): "
            + "grace is required\n"), (run.Code, run.Error));
        Assert.Contains("other/Dockerfile:2:1 error STOP2001", run.Output, StringComparison.Ordinal);
        Assert.Contains("charts/store: 2 templates not checked", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Render_WithoutHelm_OneLine()
    {
        _folder.Variables["PATH"] = "";
        Assert.Equal((2, "charts/store/Chart.yaml: error STOP0001: --render: helm is not on the PATH (1 chart not rendered)\n"),
            _folder.Run(".", "--render") is var run ? (run.Code, run.Error) : default);
    }

    [SkippableFact]
    public void Render_ProgramInTheRepository_IsNeverRun()
    {
        _folder.Program("helm", "echo started > started\n");
        Directory.Move(_folder.Tools, _folder.FullPath("bin"));
        Directory.CreateSymbolicLink(_folder.Tools, _folder.FullPath("bin"));
        foreach (var path in (string[])["bin", ".", "", "./bin", _folder.FullPath("bin"), _folder.FullPath("bin/../bin/"), _folder.Tools])
        {
            _folder.Variables["PATH"] = path;
            Assert.Matches("helm is (not on the PATH|on the PATH only in .*, which is part of what is checked)", _folder.Run(".", "--render").Error);
        }

        Assert.False(File.Exists(_folder.FullPath("started")));
    }

    [SkippableFact]
    public void Render_NamesThatLookLikeOptionsOrCommands_AreNames()
    {
        _folder.Write("charts/$(touch pwned);--post-renderer=x/Chart.yaml", "apiVersion: v2\nname: x\n");
        Rendering(Rendered).Program("helm", "for word; do echo \"[$word]\"; done >> words\n").Run(".", "--render");

        Assert.Equal($"[template]\n[{_folder.Path}/charts/$(touch pwned);--post-renderer=x]\n[template]\n[{_folder.Path}/charts/store]\n",
            _folder.Read("words"));
        Assert.False(File.Exists(_folder.FullPath("pwned")));
    }

    [SkippableFact]
    public void Render_HostileOutput_IsHarmless()
    {
        var run = Rendering(Rendered.Replace("cd /app", "cd \u001b[31m\u202e ##[x]", StringComparison.Ordinal)).Run(".", "--render");

        Security.HarmlessText.Check(run.Output);
    }

    [SkippableFact]
    public void LibraryChart_HasNothingToRender()
    {
        _folder.Write("charts/store/Chart.yaml", "apiVersion: v2\nname: shop\ntype: library\n");

        var run = Rendering("").Program("helm", "exit 1\n").Run(".", "--render", "--strict");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains(
            "charts/store: 2 templates of a library, checked in the charts that use it\n", _folder.Run(".").Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void RanTooLong_IsEnded()
    {
        _folder.Program("helm", "sleep 60 & sleep 60\n");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var process = new BoundedProcess(Host(), new RepositoryReader(_folder.Path)) { Time = TimeSpan.FromMilliseconds(300) };

        Assert.Equal("no end within 0 s", process.Run(process.Find("helm", out _)!, "template").Failure);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [SkippableFact]
    public void SaidTooMuch_IsEnded()
    {
        _folder.Program("helm", "exec cat /dev/zero\n");
        var process = new BoundedProcess(Host(), new RepositoryReader(_folder.Path));

        Assert.Equal("more than 64 MB of output", process.Run(process.Find("helm", out _)!, "template").Failure);
    }

    private Dockerlint.Cli.CommandHost Host() => new()
    {
        WorkingDirectory = _folder.Path, Input = () => Stream.Null, Output = TextWriter.Null, Error = TextWriter.Null,
        Variable = name => name == "PATH" ? _folder.Tools : null,
    };

    private WorkFolder Rendering(string text) => _folder.Write("rendered", text).Program("helm", $"exec /bin/cat '{_folder.FullPath("rendered")}'\n");
}
