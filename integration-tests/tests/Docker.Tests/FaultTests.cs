using System.Diagnostics;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;

namespace Docker.Tests;

/// <summary>What goes wrong around a measurement ends it soon, with one clear sentence, and leaves no container behind.</summary>
[Trait("Category", "Docker")]
public sealed class FaultTests
{
    // Far above what any of them needs on a loaded machine, far below a hang.
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(60);

    private readonly string _label = $"fault={Guid.NewGuid():N}";

    private StopOptions Options => new()
    {
        Engine = TestEngine.Engine,
        Grace = TimeSpan.FromSeconds(5),
        RunArguments = ["--label", _label, "-v", $"{TestEngine.ProbeSources}:/probe:ro"],
    };

    [SkippableFact]
    public async Task ImageThatDoesNotExist_IsNamed()
    {
        var fault = await FaultAsync("shutdown-toolkit/nowhere", Options);

        Assert.Equal(StopTimingFault.TargetNotFound, fault.Fault);
        Assert.Contains("shutdown-toolkit/nowhere", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task ContainerThatDiesBeforeTheStop_TellsItsExitCodeAndLastLine()
    {
        var fault = await FaultAsync(
            TestEngine.Dash, Options with { Command = ["sh", "-c", "echo cannot open the database; exit 3"], Readiness = Readiness.Log("ready") });

        Assert.Equal(StopTimingFault.EndedBeforeStop, fault.Fault);
        Assert.Contains("exit code 3", fault.Message, StringComparison.Ordinal);
        Assert.Contains("cannot open the database", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task ContainerThatIsNeverReady_TellsWhatWasWaitedFor()
    {
        var waiting = Options with { Command = ["sh", "-c", "echo warming up; exec sleep 600"], ReadyTimeout = TimeSpan.FromSeconds(1) };

        foreach (var readiness in new[] { Readiness.Log("ready"), Readiness.Http(new Uri("http://container:8080/healthz")) })
        {
            Assert.Equal(StopTimingFault.NeverReady, (await FaultAsync(TestEngine.Dash, waiting with { Readiness = readiness })).Fault);
        }

        Assert.Contains(
            "no health check", (await FaultAsync(TestEngine.Dash, waiting with { Readiness = Readiness.Healthy })).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task ContainerRemovedBySomebodyElse_IsToldApartFromAKill()
    {
        var removed = Options with
        {
            Command = ["sh", "/probe/probe.sh", "slow", "30"],
            Readiness = Readiness.Log("ready"),
            Grace = TimeSpan.FromSeconds(20),
            Progress = new Steps(async step =>
            {
                if (step.StartsWith("sending", StringComparison.Ordinal))
                {
                    await Task.Delay(TimeSpan.FromSeconds(0.5));
                    await TestEngine.RemoveAsync(await LeftAsync());
                }
            }),
        };

        Assert.Equal(StopTimingFault.ContainerRemoved, (await FaultAsync(TestEngine.Dash, removed)).Fault);
    }

    [SkippableFact]
    public async Task LoggingDriverThatCannotBeRead_IsNamed()
    {
        var silent = Options with { RunArguments = [.. Options.RunArguments, "--log-driver", "none"], Command = ["sh", "/probe/probe.sh", "term"] };

        Assert.Equal(StopTimingFault.LogsUnreadable, (await FaultAsync(TestEngine.Dash, silent with { Readiness = Readiness.Log("ready") })).Fault);
        Assert.Equal(StopTimingFault.LogsUnreadable, (await FaultAsync(TestEngine.Dash, silent with { DoneLog = "done" })).Fault);
    }

    [SkippableFact]
    public async Task BinaryLog_IsMeasuredAllTheSameAndShownEscaped()
    {
        await TestEngine.RequireAsync();
        const string program =
            "import os,signal,time\ndef end(*_):\n    os.write(1, b'\\x1b[31m\\x00\\xff\\xfe done\\n'); os._exit(0)\nsignal.signal(signal.SIGTERM, "
            + "end)\nos.write(1, os.urandom(50000) + b'\\nready\\n')\nwhile True: time.sleep(0.05)";
        var report = await StopProbe.MeasureAsync(
            TestEngine.Python, Options with { Command = ["python3", "-c", program], Readiness = Readiness.Log("ready"), DoneLog = "done" });

        report.ShouldBeGraceful();
        Assert.DoesNotContain('\u001b', TextReport.Write(report));
        Assert.Contains("\\x1b[31m", JsonReport.Write(report).Replace("\\\\", "\\", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(await LeftAsync());
    }

    [SkippableFact]
    public async Task Cancellation_LeavesNothingBehind()
    {
        await TestEngine.RequireAsync();
        using var cancellation = new CancellationTokenSource();
        var started = Stopwatch.GetTimestamp();
        var cancelled = Options with
        {
            Command = ["sh", "/probe/probe.sh", "slow", "60"],
            Readiness = Readiness.Log("ready"),
            Grace = TimeSpan.FromMinutes(5),
            Progress = new Steps(async step =>
            {
                if (step.StartsWith("sending", StringComparison.Ordinal))
                {
                    await Task.Delay(TimeSpan.FromSeconds(0.5));
                    await cancellation.CancelAsync();
                }
            }),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StopProbe.MeasureAsync(TestEngine.Dash, cancelled, cancellation.Token));
        Assert.True(Stopwatch.GetElapsedTime(started) < _soon);
        Assert.Empty(await LeftAsync());
    }

    [SkippableTheory]
    [InlineData("waiting")]
    [InlineData("sending")]
    public async Task EngineThatDiesInMidMeasure_IsNamed(string step)
    {
        await TestEngine.RequireAsync();
        await using var connection = CuttableEngine.Open();
        var lost = Options with
        {
            Engine = new Engine { Host = connection.Host },
            Command = ["sh", "/probe/probe.sh", "slow", "60"],
            Readiness = Readiness.Log(step == "sending" ? "ready" : "never"),
            Grace = TimeSpan.FromSeconds(20),
            Progress = new Steps(async current =>
            {
                if (current.StartsWith(step, StringComparison.Ordinal))
                {
                    await Task.Delay(TimeSpan.FromSeconds(0.5));
                    connection.Cut();
                }
            }),
        };

        try
        {
            var fault = await FaultAsync(TestEngine.Dash, lost, checkLeft: false);
            Assert.Equal(StopTimingFault.EngineLost, fault.Fault);
        }
        finally
        {
            // Only the connection died here: the engine, and with it the container, lives on.
            await TestEngine.RemoveAsync(await LeftAsync());
        }
    }

    private async Task<StopTimingException> FaultAsync(string target, StopOptions options, bool checkLeft = true)
    {
        await TestEngine.RequireAsync();
        var started = Stopwatch.GetTimestamp();
        var fault = await Assert.ThrowsAsync<StopTimingException>(() => StopProbe.MeasureAsync(target, options));
        Assert.True(Stopwatch.GetElapsedTime(started) < _soon, $"{fault.Fault} took {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        if (checkLeft)
        {
            Assert.Empty(await LeftAsync());
        }

        return fault;
    }

    private Task<string[]> LeftAsync() => TestEngine.LabelledAsync(_label);

    private sealed class Steps(Func<string, Task> act) : IProgress<string>
    {
        public void Report(string value) => _ = Task.Run(() => act(value));
    }
}
