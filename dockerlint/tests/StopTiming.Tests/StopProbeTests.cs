using Dockerlint.Stops;
using ShutdownToolkit.StopTiming;

namespace StopTiming.Tests;

/// <summary>The probe against an engine of the tests' own: which calls it makes, and that it removes what it created in every case.</summary>
public sealed class StopProbeTests : IAsyncDisposable
{
    private readonly FakeEngine _engine = new();

    [Fact]
    public async Task Image_IsRunStoppedAndRemoved()
    {
        var report = await StopProbe.MeasureAsync("web", new StopOptions
        {
            Engine = await _engine.StartAsync(),
            Grace = TimeSpan.FromSeconds(7.9),
            Readiness = Readiness.Log("ready"),
            DoneLog = "done",
            Init = true,
            RunArguments = ["-e", "A=1", "-d"],
            Command = ["serve"],
        });

        report.ShouldBeGraceful(within: TimeSpan.FromSeconds(1));
        Assert.Equal((TimeSpan.FromSeconds(1), "SIGTERM", false), (report.Maximum, report.Runs[0].StopSignal, report.Runs[0].Killed));
        var created = Assert.Single(_engine.Calls, call => call.StartsWith("create ?name=stop-", StringComparison.Ordinal));
        foreach (var part in new[] { "\"Image\":\"web\"", "\"Env\":[\"A=1\"]", "\"Cmd\":[\"serve\"]", "\"Init\":true",
            "\"shutdown-toolkit.session\"" })
        {
            Assert.Contains(part, created, StringComparison.Ordinal);
        }

        Assert.Contains("stop ?t=7", _engine.Calls);
        Assert.Equal("remove ?v=1&force=1", _engine.Calls[^1]);
    }

    [Fact]
    public async Task RunningContainer_IsStoppedAndKept()
    {
        await StopProbe.MeasureAsync("web", new StopOptions { Engine = await _engine.Running().StartAsync() });

        Assert.DoesNotContain(_engine.Calls, call => call.Split(' ')[0] is "create" or "start" or "remove");
    }

    /// <summary>Between two starts the engine says "running", of a container in which nothing runs.</summary>
    [Fact]
    public async Task RestartingContainer_CannotBeStopped()
    {
        _engine.Answer("inspect", 200, """{"Id":"abc","Name":"/web","State":{"Running":true,"Restarting":true,"ExitCode":3}}""");
        var engine = await _engine.StartAsync();

        var fault = await Assert.ThrowsAsync<StopTimingException>(() => StopProbe.MeasureAsync("web", new StopOptions { Engine = engine }));

        Assert.Equal(StopTimingFault.EndedBeforeStop, fault.Fault);
        Assert.StartsWith("The program of web ended by itself with exit code 3", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_engine.Calls, static call => call.StartsWith("stop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnreadableSignals_StayUnknown()
    {
        var report = await StopProbe.MeasureAsync("web", new StopOptions { Engine = await _engine.StartAsync(), Readiness = Readiness.Log("ready") });

        Assert.Equal(Verdict.Unknown, report.Verdict);
        Assert.Null(report.Runs[0].Pid1!.Caught);
        Assert.Equal(["app"], report.Runs[0].Pid1!.Argv);
    }

    /// <summary>What an engine with much to do writes: it has not seen the end yet and sends SIGKILL to nobody.</summary>
    [Theory]
    [InlineData("0", Verdict.Graceful, false)]
    [InlineData("137", Verdict.KilledAfterGrace, true)]
    public async Task SigkillBehindTheEnd_KillsNobody(string exitCode, Verdict verdict, bool isKilled)
    {
        _engine.Answer("events", context => FakeEngine.StreamAsync(context,
        [
            (0.2, FakeEngine.Event("kill", 1795248002, "signal", "15")),
            (0.2, FakeEngine.Event("kill", 1795248003, "signal", "9")),
            (0, FakeEngine.Event("die", 1795248003, "exitCode", exitCode)),
            (60, []),
        ]));

        var report = await StopProbe.MeasureAsync("web", new StopOptions
        {
            Engine = await _engine.StartAsync(), Grace = TimeSpan.FromSeconds(1), Readiness = Readiness.Log("ready"), DoneLog = "done",
        });

        Assert.Equal((verdict, isKilled), (report.Verdict, report.Runs[0].Killed));
    }

    [Fact]
    public async Task AnotherSignal_IsSentByKillAndFollowedBySigkill()
    {
        _engine.Running().Answer("events", context => FakeEngine.StreamAsync(context,
        [
            (0.2, FakeEngine.Event("kill", 1795248002, "signal", "2")),
            (2, FakeEngine.Event("kill", 1795248003, "signal", "9")),
            (0, FakeEngine.Event("die", 1795248003, "exitCode", "137")),
            (60, []),
        ]));

        var report = await StopProbe.MeasureAsync(
            "web", new StopOptions { Engine = await _engine.StartAsync(), Signal = "INT", Grace = TimeSpan.FromSeconds(1) });

        report.ShouldBe(Verdict.KilledAfterGrace);
        Assert.Equal(["kill ?signal=INT", "kill ?signal=SIGKILL"], _engine.Calls.Where(call => call.StartsWith("kill", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task NoGrace_IsTheSignalAndSigkillAtOnce()
    {
        _engine.Running().Answer("events", context => FakeEngine.StreamAsync(context,
        [
            (1, FakeEngine.Event("kill", 1795248002, "signal", "15")),
            (0, FakeEngine.Event("kill", 1795248002, "signal", "9")),
            (0, FakeEngine.Event("die", 1795248003, "exitCode", "137")),
            (60, []),
        ]));

        await StopProbe.MeasureAsync("web", new StopOptions { Engine = await _engine.StartAsync(), Grace = TimeSpan.Zero });

        Assert.Equal(
            ["kill ?signal=SIGTERM", "kill ?signal=SIGKILL"], _engine.Calls.Where(call => call.StartsWith("kill", StringComparison.Ordinal)));
        Assert.DoesNotContain(_engine.Calls, call => call.StartsWith("stop", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("create", 400, "invalid reference format", StopTimingFault.EngineRefused)]
    [InlineData("create", 404, "network nowhere not found", StopTimingFault.EngineRefused)]
    [InlineData("create", 409, "the container name is already in use", StopTimingFault.EngineRefused)]
    [InlineData("version", 503, "starting up", StopTimingFault.NoEngine)]
    [InlineData("image", 404, "No such image: web", StopTimingFault.TargetNotFound)]
    [InlineData("stop", 404, "No such container: abc", StopTimingFault.ContainerRemoved)]
    [InlineData("logs", 501, "configured logging driver does not support reading", StopTimingFault.LogsUnreadable)]
    public async Task EngineThatRefuses_IsNamedInItsOwnWordsAndTheContainerRemoved(string call, int status, string words, StopTimingFault expected)
    {
        _engine.Answer(call, status, FakeEngine.Message(words));

        var fault = await FaultAsync();

        Assert.True(expected == fault.Fault, fault.ToString());
        if (expected != StopTimingFault.TargetNotFound)
        {
            Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("create", StopTimingFault.EngineLost)]
    [InlineData("version", StopTimingFault.NoEngine)]
    [InlineData("stop", StopTimingFault.EngineLost)]
    [InlineData("events", StopTimingFault.EngineLost)]
    public async Task ConnectionThatBreaks_IsALostEngine(string call, StopTimingFault expected)
    {
        _engine.Answer(call, context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var fault = await FaultAsync();

        Assert.True(expected == fault.Fault, fault.ToString());
    }

    [Fact]
    public async Task EngineThatSaysNothing_IsGivenUp()
    {
        _engine.Answer("list", context => Task.Delay(TimeSpan.FromSeconds(60), context.RequestAborted));
        _engine.Answer("image", context => Task.Delay(TimeSpan.FromSeconds(60), context.RequestAborted));
        using var engine = await _engine.StartAsync();
        var hasty = new ShutdownToolkit.StopTiming.Engines.Engine { Host = engine.Host, CallTimeout = TimeSpan.FromSeconds(1) };

        var fault = await Assert.ThrowsAsync<StopTimingException>(() => StopProbe.MeasureAsync("web", new StopOptions { Engine = hasty }));

        Assert.Equal(StopTimingFault.EngineTimeout, fault.Fault);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "SIGFOO")]
    public async Task WrongOptions_AreRefusedBeforeAnyCall(int runs, string? signal)
    {
        var options = new StopOptions { Engine = await _engine.StartAsync(), Runs = runs, Signal = signal };

        await Assert.ThrowsAnyAsync<ArgumentException>(() => StopProbe.MeasureAsync("web", options));
        Assert.Empty(_engine.Calls);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task<StopTimingException> FaultAsync()
    {
        var options = new StopOptions { Engine = await _engine.StartAsync(), Readiness = Readiness.Log("ready") };
        var fault = await Assert.ThrowsAsync<StopTimingException>(() => StopProbe.MeasureAsync("web", options));
        Assert.True(Count("create") is var created && Count("remove") >= created, string.Join('\n', _engine.Calls));
        return fault;
    }

    private int Count(string name) => _engine.Calls.Count(made => made.Split(' ')[0] == name);
}
