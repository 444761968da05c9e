using System.Collections.Concurrent;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming;
using Xunit.Abstractions;

namespace Docker.Tests;

[Trait("Category", "Docker")]
[Collection(TestEngine.Heavy)]
public sealed class StopMatrixTests(ITestOutputHelper output)
{
    // Short: the probe needs 0.3 s, and SIGKILL came 0.05 s (median) after the grace. Two cores carry six stops at once.
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(2);
    private const int AtOnce = 6;

    [SkippableFact]
    public async Task EveryShellFormAndInit_StopsAsItDidBefore()
    {
        await TestEngine.RequireAsync();
        var probe = await File.ReadAllTextAsync(Path.Combine(TestEngine.ProbeSources, "probe.py"));
        foreach (var (shell, program) in new[] { ("dash", "dash"), ("bash", "bash"), ("ash", "busybox") })
        {
            await TestEngine.BuildAsync(
                $"probe-{shell}", $"FROM {TestEngine.Python}\nRUN ln -sf {program} /usr/bin/sh\nCOPY app /usr/local/bin/app\n",
                new Dictionary<string, string> { ["app"] = probe });
        }

        ConcurrentBag<(StopCase Case, MeasuredStop Stop)> measured = [];
        await Parallel.ForEachAsync(StopMatrix.Cases, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (row, cancellation) =>
        {
            var image = await TestEngine.BuildAsync(row.ImageName, row.Dockerfile, row.Files);
            var options =
                new StopOptions { Engine = TestEngine.Engine, Grace = _grace, Readiness = Readiness.Log("ready"), DoneLog = "done",
                Init = row.EngineInit ? true : null };
            measured.Add((row, (await StopProbe.MeasureAsync(image, options, cancellation)).Runs[0]));
        });

        var different = measured.Where(row => row.Stop.Verdict != row.Case.Expected).ToList();
        var inferred = measured.Count(row => row.Stop.Judgement.Inferred);
        var tally = measured.GroupBy(row => row.Stop.Verdict).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}");
        output.WriteLine(
            $"{measured.Count - different.Count} of {measured.Count} stops as expected ({inferred} verdicts inferred); "
            + $"{string.Join(", ", tally)}");
        var prompt = measured.Where(row => row.Stop.Verdict is Verdict.Graceful or Verdict.NeverTold).Select(
            row => row.Stop.Duration).Order().ToList();
        output.WriteLine($"Graceful and NeverTold: median {prompt[prompt.Count / 2].TotalSeconds:0.000} s, max {prompt[^1].TotalSeconds:0.000} s");
        foreach (var (row, stop) in different)
        {
            output.WriteLine($"{row.Sentence}: expected {row.Expected}, was {stop.Verdict}: {stop.Reason}\n{TextReport.Story(stop)}");
        }

        Assert.Empty(different.Select(row => $"{row.Case.Sentence}: {row.Case.Expected} expected, {row.Stop.Verdict} measured"));
    }
}
