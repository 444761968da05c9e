using Dockerlint.Stops;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Testcontainers;

namespace Docker.Tests;

/// <summary>A container that Testcontainers started: by its extension, by its id, and on an engine that is not the one found otherwise.</summary>
[Trait("Category", "Docker")]
public sealed class ContainerStopTests
{
    private static readonly string[] _graceful = ["python3", "/probe/probe.py", "slow", "0.3"];

    private static readonly StopOptions _marked = new() { Grace = TimeSpan.FromSeconds(5), Readiness = Readiness.Log("ready"), DoneLog = "done" };

    [SkippableFact]
    public async Task GracefulContainer_IsGraceful()
    {
        await TestEngine.RequireAsync();
        await using var container = TestEngine.Container(TestEngine.Python).WithCommand(_graceful).Build();
        await container.StartAsync();

        var report = await container.MeasureStopAsync(_marked);

        report.ShouldBeGraceful(within: TimeSpan.FromSeconds(3));
        Assert.Equal(0, report.Runs[0].ExitCode);
    }

    [SkippableFact]
    public async Task ContainerNamedByItsId_IsMeasuredJustSo()
    {
        await TestEngine.RequireAsync();
        await using var container = TestEngine.Container(TestEngine.Python).WithCommand(_graceful).Build();
        await container.StartAsync();

        (await StopProbe.MeasureAsync(container.Id, _marked with { Engine = TestEngine.Engine })).ShouldBeGraceful(within: TimeSpan.FromSeconds(3));
    }

    [SkippableFact]
    public async Task MeasuredStop_HasTheBuildersGraceAndKeepsTheContainer()
    {
        await TestEngine.RequireAsync();
        await using var container = TestEngine.Container(TestEngine.Dash)
            .WithCommand("sleep", "600").WithAutoRemove(true).WithMeasuredStop(grace: TimeSpan.FromSeconds(1)).Build();
        await container.StartAsync();

        var report = await container.MeasureStopAsync(new StopOptions { Runs = 2 });

        report.ShouldBe(Verdict.KilledAfterGrace);
        Assert.Equal((2, 137, TimeSpan.FromSeconds(1)), (report.Runs.Count, report.Runs[1].ExitCode, report.Grace));
        var kept = await TestEngine.Engine.InspectAsync(container.Id, default);
        Assert.Equal((false, 137), (kept.Running, kept.ExitCode));
    }

    [SkippableFact]
    public async Task ContainerOfARemoteEngine_IsStoppedThere()
    {
        await TestEngine.RequireAsync();
        // The same engine behind an address that nothing but the builder knows.
        await using var remote = CuttableEngine.OpenTcp();
        await using var container = TestEngine.Container(TestEngine.Python).WithDockerEndpoint(remote.Host).WithCommand(_graceful).Build();
        await container.StartAsync();
        var before = remote.Connections;

        var report = await container.MeasureStopAsync(_marked);

        report.ShouldBeGraceful(within: TimeSpan.FromSeconds(3));
        Assert.True(remote.Connections > before, "the stop was asked of another engine");
    }
}
