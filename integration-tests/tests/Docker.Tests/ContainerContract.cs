using Dockerlint.Stops;
using ShutdownToolkit.StopTiming;

namespace Docker.Tests;

/// <summary>What holds for a container whoever started it: the command line or Testcontainers.</summary>
internal static class ContainerContract
{
    public static readonly string[] Graceful = ["python3", "/probe/probe.py", "slow", "0.3"];
    public static readonly string[] Deaf = ["sleep", "600"];

    public static async Task IsGracefulAsync(Func<StopOptions, Task<StopReport>> measure)
    {
        var report = await measure(new StopOptions { Engine = TestEngine.Engine, Grace = TimeSpan.FromSeconds(5), Readiness = Readiness.Log("ready"), DoneLog = "done" });

        report.ShouldBeGraceful(within: TimeSpan.FromSeconds(3));
        Assert.Equal(0, report.Runs[0].ExitCode);
    }

    public static async Task IsKilledAsync(Func<StopOptions, Task<StopReport>> measure)
    {
        var report = await measure(new StopOptions { Engine = TestEngine.Engine, Grace = TimeSpan.FromSeconds(1) });

        report.ShouldBe(Verdict.KilledAfterGrace);
        Assert.Equal(137, report.Runs[0].ExitCode);
    }
}
