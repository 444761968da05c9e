using System.Runtime.Versioning;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming;

namespace StopTiming.Tests;

/// <summary>The probe against a scripted command line: which calls it makes, and that it removes what it created in every case.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class StopProbeTests : IDisposable
{
    private readonly FakeEngine engine = new();

    [Fact]
    public async Task Image_IsRunStoppedAndRemoved()
    {
        var report = await StopProbe.MeasureAsync("web", new StopOptions { Engine = engine.Start(), Grace = TimeSpan.FromSeconds(7.9), Readiness = Readiness.Log("ready"), DoneLog = "done", Init = true, RunArguments = ["-e", "A=1", "-d"], Command = ["serve"] });

        report.ShouldBeGraceful(within: TimeSpan.FromSeconds(1));
        Assert.Equal((TimeSpan.FromSeconds(1), "SIGTERM", false), (report.Maximum, report.Runs[0].StopSignal, report.Runs[0].Killed));
        Assert.Contains(engine.Calls, call => call.StartsWith("create -e A=1 --name stop-", StringComparison.Ordinal) && call.EndsWith("--init=true web serve", StringComparison.Ordinal));
        Assert.Contains("stop --time 7 abc", engine.Calls);
        Assert.StartsWith("rm --force --volumes stop-", engine.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunningContainer_IsStoppedAndKept()
    {
        engine.Answer("container", """cat "$here/state" """);

        await StopProbe.MeasureAsync("web", new StopOptions { Engine = engine.Start() });

        Assert.DoesNotContain(engine.Calls, call => call.Split(' ')[0] is "create" or "start" or "rm");
    }

    [Fact]
    public async Task UnreadableSignals_StayUnknown()
    {
        var report = await StopProbe.MeasureAsync("web", new StopOptions { Engine = engine.Start(), Readiness = Readiness.Log("ready") });

        Assert.Equal(Verdict.Unknown, report.Verdict);
        Assert.Null(report.Runs[0].Pid1!.Caught);
        Assert.Equal(["app"], report.Runs[0].Pid1!.Argv);
    }

    [Fact]
    public async Task AnotherSignal_IsSentByKillAndFollowedBySigkill()
    {
        engine.Answer("container", """cat "$here/state" """)
            .Answer("kill", "true")
            .Answer("events", $"sleep 0.2; echo '{FakeEngine.Event("kill", 1795248002, "signal", "2")}'; sleep 2; echo '{FakeEngine.Event("kill", 1795248003, "signal", "9")}'; echo '{FakeEngine.Event("die", 1795248003, "exitCode", "137")}'; exec sleep 60");

        var report = await StopProbe.MeasureAsync("web", new StopOptions { Engine = engine.Start(), Signal = "INT", Grace = TimeSpan.FromSeconds(1) });

        report.ShouldBe(Verdict.KilledAfterGrace);
        Assert.Equal(["kill --signal INT abc", "kill --signal SIGKILL abc"], engine.Calls.Where(call => call.StartsWith("kill", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("create", "echo 'invalid reference format' >&2; exit 1", StopTimingFault.EngineRefused)]
    [InlineData("create", "echo 'error during connect: EOF' >&2; exit 1", StopTimingFault.EngineLost)]
    [InlineData("version", "echo 'Cannot connect to the Docker daemon' >&2; exit 1", StopTimingFault.NoEngine)]
    [InlineData("version", "exec sleep 60", StopTimingFault.EngineTimeout)]
    [InlineData("image", "exit 1", StopTimingFault.TargetNotFound)]
    [InlineData("stop", "echo 'Error response from daemon: No such container: abc' >&2; exit 1", StopTimingFault.ContainerRemoved)]
    [InlineData("events", "true", StopTimingFault.EngineLost)]
    public async Task EngineThatFails_IsNamedAndTheContainerRemoved(string call, string script, StopTimingFault expected)
    {
        engine.Answer(call, script);

        var fault = await Assert.ThrowsAsync<StopTimingException>(() => StopProbe.MeasureAsync("web", new StopOptions { Engine = engine.Start(), Readiness = Readiness.Log("ready") }));

        Assert.True(expected == fault.Fault, fault.ToString());
        Assert.Equal(engine.Calls.Count(made => made.StartsWith("create", StringComparison.Ordinal)), engine.Calls.Count(made => made.StartsWith("rm ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task MissingCommand_IsNoEngine()
    {
        var options = new StopOptions { Engine = new() { Command = "/nowhere/docker" } };

        Assert.Equal(StopTimingFault.NoEngine, (await Assert.ThrowsAsync<StopTimingException>(() => StopProbe.MeasureAsync("web", options))).Fault);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "SIGFOO")]
    public async Task WrongOptions_AreRefusedBeforeAnyCall(int runs, string? signal)
    {
        var options = new StopOptions { Engine = engine.Start(), Runs = runs, Signal = signal };

        await Assert.ThrowsAnyAsync<ArgumentException>(() => StopProbe.MeasureAsync("web", options));
        Assert.Empty(engine.Calls);
    }

    public void Dispose() => engine.Dispose();
}
