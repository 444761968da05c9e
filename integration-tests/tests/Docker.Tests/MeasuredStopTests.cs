using Dockerlint.Stops;
using DotNet.Testcontainers.Containers;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Testcontainers;

namespace Docker.Tests;

[Trait("Category", "Docker")]
public sealed class MeasuredStopTests
{
    private static readonly Uri _root = new("http://container:8080/");

    private static StopOptions Options => new() { Engine = TestEngine.Engine, Grace = TimeSpan.FromSeconds(10), Readiness = Readiness.Log("ready") };

    private static string[] Probe => ["-v", $"{TestEngine.ProbeFolder}:/app:ro"];

    [SkippableFact]
    public async Task WebServer_DrainsItsRequests()
    {
        await TestEngine.RequireAsync();
        var report = await StopProbe.MeasureAsync(TestEngine.AspNet, Options with
        {
            RunArguments = Probe,
            Command = ["dotnet", "/app/DotNetProbe.dll", "http", "1.5"],
            Load = new LoadOptions(_root, Concurrency: 3),
        });

        report.ShouldBeGraceful(within: TimeSpan.FromSeconds(6));
        var requests = report.Runs[0].Requests!;
        Assert.Equal((3, 3, 0, 0), (requests.InFlight, requests.Completed, requests.Cut, requests.AcceptedAfter));
        Assert.True(requests.RefusedAfter > 0);
        Assert.Contains("SIGTERM", report.Runs[0].Pid1!.Caught!.Value.Names);
    }

    [SkippableFact]
    public async Task WebServerBehindAShellAndAnInit_LosesItsRequests()
    {
        await TestEngine.RequireAsync();
        var report = await StopProbe.MeasureAsync(TestEngine.AspNet, Options with
        {
            RunArguments = Probe,
            Init = true,
            Command = ["/bin/sh", "-c", "dotnet /app/DotNetProbe.dll http 3; echo after"],
            Load = new LoadOptions(_root, Concurrency: 2),
        });

        report.ShouldBe(Verdict.NeverTold);
        // On a busy machine a client may ask again before the port is closed.
        Assert.True(report.Runs[0].Requests!.Cut >= 2, $"{report.Runs[0].Requests}");
        Assert.True(report.Runs[0].HasInit);
        Assert.Equal(143, report.Runs[0].ExitCode);
    }

    [SkippableFact]
    public async Task ConsoleOnDotNet10WithoutAHandler_IsKilledOrEndsAtOnceThoughItSeemsToCatch()
    {
        await TestEngine.RequireAsync();
        var report = await StopProbe.MeasureAsync(TestEngine.AspNet, Options with
        {
            RunArguments = Probe,
            Command = ["dotnet", "/app/DotNetProbe.dll", "none"],
            Grace = TimeSpan.FromSeconds(2),
        });

        Assert.True(report.Runs[0].Pid1!.Catches(15));
        if (await FirstProcess.EndsItselfAsync())
        {
            report.ShouldBe(Verdict.EndedByDefault);
            Assert.Equal(143, report.Runs[0].ExitCode);
            Assert.Contains("its runtime's default action", report.Runs[0].Reason, StringComparison.Ordinal);
        }
        else
        {
            report.ShouldBe(Verdict.KilledAfterGrace);
            Assert.Equal(137, report.Runs[0].ExitCode);
            Assert.Contains("fell back to the default action", report.Runs[0].Reason, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task RepeatedRunsOfOneContainer_GiveMinimumMedianMaximum()
    {
        await TestEngine.RequireAsync();
        await using var container = TestEngine.Container(TestEngine.Python).WithCommand("python3", "/probe/probe.py", "slow", "0.2").Build();
        await container.StartAsync();

        var report = await container.MeasureStopAsync(Options with { Runs = 3, DoneLog = "done" });

        report.ShouldBeGraceful(within: TimeSpan.FromSeconds(3));
        Assert.Equal(3, report.Runs.Count);
        Assert.True(report.Minimum >= TimeSpan.FromSeconds(0.15) && report.Minimum <= report.Median && report.Median <= report.Maximum);
    }

    [SkippableTheory]
    [InlineData("preStop and drain fit", "2", 1.0, 6, Verdict.Graceful)]
    [InlineData("preStop eats the grace: two more seconds, then killed", "3", 30.0, 3, Verdict.KilledAfterGrace)]
    [InlineData("preStop outlives the grace: the signal comes while it runs", "20", 0.2, 2, Verdict.Graceful)]
    public async Task Pod_EndsAsTheKubeletWouldEndIt(string sentence, string preStopSeconds, double drain, int grace, Verdict expected)
    {
        await TestEngine.RequireAsync();
        var report = await StopProbe.MeasureAsync(TestEngine.Python, Options with
        {
            RunArguments = ["-v", $"{TestEngine.ProbeSources}:/probe:ro"],
            Command = ["python3", "/probe/probe.py", "slow", drain.ToString(System.Globalization.CultureInfo.InvariantCulture)],
            Grace = TimeSpan.FromSeconds(grace),
            DoneLog = "done",
            Pod = new PodStop(["sleep", preStopSeconds]),
        });

        Assert.NotEmpty(sentence);
        report.ShouldBe(expected);
        Assert.InRange(report.Runs[0].PreStop!.Seconds, Math.Min(2, grace) - 0.1, grace + 1.0);
        if (expected == Verdict.KilledAfterGrace)
        {
            Assert.InRange(report.Runs[0].Duration.TotalSeconds, 1.9, 3.5);
        }
    }

    [SkippableFact]
    public async Task AnotherSignal_IsSentInsteadOfTheImagesOwn()
    {
        await TestEngine.RequireAsync();
        var report = await StopProbe.MeasureAsync(TestEngine.Python, Options with
        {
            RunArguments = ["-v", $"{TestEngine.ProbeSources}:/probe:ro"],
            Command = ["python3", "/probe/probe.py", "int"],
            Signal = "INT",
            DoneLog = "done",
        });

        report.ShouldBeGraceful(within: TimeSpan.FromSeconds(3));
        Assert.Equal("SIGINT", report.Runs[0].StopSignal);
    }

    [SkippableFact]
    public async Task Zombies_AreCounted()
    {
        await TestEngine.RequireAsync();
        const string program =
            "import os,sys,time,signal\nsignal.signal(signal.SIGTERM, lambda *a: sys.exit(0))\n"
            + "pids = []\nfor _ in range(3):\n    pid = os.fork()\n    if pid == 0: os._exit(0)\n    pids.append(pid)\n"
            + "for pid in pids: os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)\n"
            + "print('ready', flush=True)\nwhile True: time.sleep(0.1)";
        var report = await StopProbe.MeasureAsync(TestEngine.Python, Options with { Command = ["python3", "-c", program] });

        Assert.Equal(3, report.Runs[0].ZombiesBefore);
    }

    [SkippableFact]
    public async Task RunningContainers_AreJudgedWithoutBeingStopped()
    {
        await TestEngine.RequireAsync();
        var run = $"{Guid.NewGuid():N}";
        await using var deaf = Named(run + "-deaf", TestEngine.Dash, init: false, "sleep", "600");
        await using var init = Named(run + "-init", TestEngine.Dash, init: true, "sleep", "600");
        await using var shell = Named(run + "-shell", TestEngine.Python, init: true, "/bin/sh", "-c", "python3 /probe/probe.py; echo after");
        await Task.WhenAll(deaf.StartAsync(), init.StartAsync(), shell.StartAsync());
        await Task.Delay(TimeSpan.FromSeconds(0.5));

        var rows = (await RunningContainers.JudgeAsync(TestEngine.Engine)).Where(row => row.Name.StartsWith(run, StringComparison.Ordinal)).ToList();

        Assert.Equal([Verdict.KilledAfterGrace, Verdict.EndedByDefault, Verdict.NeverTold], rows.Select(row => row.Verdict));
        foreach (var container in new[] { deaf, init, shell })
        {
            Assert.True((await TestEngine.Engine.InspectAsync(container.Id, default)).Running);
        }

        Assert.Contains("KilledAfterGrace", RunningContainersReport.Text(rows), StringComparison.Ordinal);
    }

    private static IContainer Named(string name, string image, bool init, params string[] command) => TestEngine.Container(image)
        .WithName(name)
        .WithCommand(command)
        .WithCreateParameterModifier(parameters => parameters.HostConfig!.Init = init)
        .Build();
}
