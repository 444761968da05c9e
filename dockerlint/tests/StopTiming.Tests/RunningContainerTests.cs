using System.Diagnostics;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;

namespace StopTiming.Tests;

public sealed class RunningContainerTests
{
    private const ulong Term = 1UL << 14;

    [Theory]
    [InlineData("PID 1 is deaf", "1 0 1 app", Verdict.KilledAfterGrace)]
    [InlineData("a shell in front", "1 0 1 sh; 7 1 1 app catches", Verdict.KilledAfterGrace)]
    [InlineData("PID 1 ignores it", "1 0 1 bash ignores", Verdict.KilledAfterGrace)]
    [InlineData("PID 1 catches it, which proves nothing", "1 0 1 app catches", Verdict.Unknown)]
    [InlineData("an init over a deaf application", "1 0 1 tini; 7 1 7 app", Verdict.EndedByDefault)]
    [InlineData("an init over an application that ignores it", "1 0 1 tini; 7 1 7 app ignores", Verdict.KilledAfterGrace)]
    [InlineData("an init over a shell", "1 0 1 tini; 7 1 7 sh; 8 7 7 app catches", Verdict.NeverTold)]
    [InlineData("an init over an application", "1 0 1 tini; 7 1 7 app catches", Verdict.Unknown)]
    public void SignalPath_IsJudgedFromTheMasks(string sentence, string tree, Verdict expected)
    {
        var row = RunningContainers.Judge(new ContainerState { Id = "abc", Name = "web", Running = true }, Tree.Of(tree, Term));

        Assert.True(expected == row.Verdict, $"{sentence}: {row.Reason}");
        Assert.True(row.GraceIsDefault && row.Grace == TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void NoGrace_IsAKillWhateverPid1Does() =>
        Assert.Equal(
            Verdict.KilledAfterGrace,
            RunningContainers.Judge(new ContainerState { Id = "abc", Name = "web", StopTimeout = 0 }, Tree.Of("1 0 1 app catches", Term)).Verdict);

    [Fact]
    public void ContainerBetweenTwoStarts_SaysSo() => Assert.Equal(
        (Verdict.Unknown, "its program ended by itself with exit code 3, and is about to be started again"),
        RunningContainers.Judge(new ContainerState { Id = "abc", Name = "web", Running = true, Restarting = true, ExitCode = 3 }, []) is var row
            ? (row.Verdict, row.Reason) : default);

    [Fact]
    public void Table_HasOneLineAContainer()
    {
        var row = RunningContainers.Judge(new ContainerState { Id = "abc", Name = "web" }, Tree.Of("1 0 1 app", Term));

        Assert.Equal(
            "NAME  PID 1  INIT  SIGNAL   CAUGHT  GRACE           VERDICT\nweb   app    no    SIGTERM  no      10 s (default)  KilledAfterGrace: PID "
            + "1 has no handler for SIGTERM\n",
            RunningContainersReport.Text([row]));
        Assert.True(RunningContainersReport.AnyKilled([row]));
        Assert.Contains("\"graceSource\": \"engine default\"", RunningContainersReport.Json([row]), StringComparison.Ordinal);
    }

    /// <summary>A terminal would break the rows anywhere: the reason stands below its row, and a long command is cut.</summary>
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void Table_FitsTheTerminal(int columns)
    {
        var rows = new[] { "1 0 1 sh; 7 1 1 app catches", "1 0 1 tini; 7 1 7 sh; 8 7 7 app catches" }
            .Select(static tree => RunningContainers.Judge(new ContainerState { Id = "abc", Name = "web" }, Tree.Of(tree, Term)))
            .Select(static row => row with { Pid1 = row.Pid1! with { Argv = [.. row.Pid1.Argv, "-c", new string('x', 50)] } }).ToList();

        var text = RunningContainersReport.Text(rows, columns);

        // The reasons are broken by whoever prints them.
        Assert.All(text.Split('\n').Where(static line => !line.StartsWith("    ", StringComparison.Ordinal)),
            line => Assert.True(line.Length <= columns, line));
        Assert.Contains("KilledAfterGrace", text, StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Contains(row.Reason, string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal));
    }

    /// <summary>A look waits for the engine: it must not take the threads by which the engine's answers come (26 s for fifty containers).</summary>
    [Fact]
    public async Task FiftyContainers_DoNotWaitForEachOthersThreads()
    {
        var listed = string.Join(',', Enumerable.Range(0, 50).Select(static i => $$"""{"Id":"c{{i}}","Names":["/c{{i}}"]}"""));
        await using var fake = new FakeEngine().Running().Answer("list", 200, $"[{listed}]");
        using var engine = await fake.StartAsync();
        var watch = Stopwatch.StartNew();

        var rows = await RunningContainers.JudgeAsync(engine, LookTenTimes, CancellationToken.None);

        Assert.Equal(50, rows.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    private static RunningContainer LookTenTimes(Engine engine, ContainerState container, RunningContainer row)
    {
        for (var i = 0; i < 10; i++)
        {
            engine.FindAsync(container.Id, CancellationToken.None).GetAwaiter().GetResult();
        }

        return row;
    }
}
