using System.Collections.Concurrent;
using Docker.Tests.Samples;
using Dockerlint.Cli.Timing;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming;
using Xunit.Abstractions;

namespace Docker.Tests.Predictions;

/// <summary>The verdict of the signal path, from the files alone, is the one that the real stop gives.</summary>
[Trait("Category", "Docker")]
[Collection(TestEngine.Heavy)]
public sealed class PredictionTests(ITestOutputHelper output)
{
    private const int AtOnce = 6;

    // Abstaining is allowed where the files cannot say, and must not become a habit.
    private const double LeastKnown = 0.85;

    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(2);

    private const string NodeCatches =
        "node catches SIGTERM itself, whether the application has a handler or not: its source shows that there is none, and a measurement from "
        + "outside cannot";

    /// <summary>Where prediction and measurement differ, and why that is no defect of the model.</summary>
    private static readonly (string Words, string Reason)[] _documented =
    [
        ("node without a handler, dumb-init over", NodeCatches),
        ("node without a handler, npm start", NodeCatches),
        ("node without a handler, tini over", NodeCatches),
        ("no such program, shell form", "whether a program is in an image that is only named cannot be known"),
        ("drain longer than the grace",
            "how long a program's own drain takes is not read from a script: the signal path is right, the budget is unknown"),
    ];

    [SkippableFact]
    public async Task EveryPrediction_IsWhatIsMeasured()
    {
        await TestEngine.RequireAsync();
        foreach (var (shell, program, from) in new[] { ("dash", "dash", TestEngine.Python), ("bash", "bash", TestEngine.Python),
            ("ash", "busybox", TestEngine.Python), ("node", "dash", TestEngine.Node) })
        {
            await TestEngine.BuildAsync($"predict-{shell}", $"FROM {from}\nRUN ln -sf {program} /usr/bin/sh\n");
        }

        ConcurrentBag<(string Name, Prediction Predicted, StopReport Measured)> alone = [];
        ConcurrentBag<(PredictionCase Case, Prediction Predicted, StopReport Measured)> rows = [];
        await Parallel.ForEachAsync(
            PredictionMatrix.Cases.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (row, cancellation) =>
            rows.Add(await MeasureAsync(row.Item, row.Index, alone, cancellation)));

        var stops = rows.Where(static row => row.Case.Expected is not null).ToList();
        var different = stops.Where(static row => row.Measured.Runs[0].Verdict != row.Case.Expected)
            .Select(static row => $"{row.Case}: {row.Case.Expected} expected, {row.Measured.Runs[0].Verdict}: {row.Measured.Runs[0].Reason}")
            .Order(StringComparer.Ordinal).ToList();
        var tally = stops.GroupBy(static row => row.Measured.Runs[0].Verdict).OrderBy(static group => group.Key)
            .Select(static group => $"{group.Count()} {group.Key}");
        output.WriteLine($"{stops.Count - different.Count} of {stops.Count} stops as expected; {string.Join(", ", tally)}");

        var known = rows.Where(row => row.Predicted.Verdict != Verdict.Unknown && !IsDocumented(row.Case)).ToList();
        var wrong = known.Where(row => row.Predicted.AgreesWith(row.Measured) == false).ToList();
        output.WriteLine(
            $"{known.Count - wrong.Count} of {known.Count} predictions as measured; {rows.Count - known.Count} of {rows.Count} not predicted");
        foreach (var reason in rows.Where(row => row.Predicted.Verdict == Verdict.Unknown).GroupBy(row => row.Predicted.Reason)
            .OrderByDescending(group => group.Count()))
        {
            output.WriteLine($"  {reason.Count()} not predicted: {reason.Key} ({reason.First().Case})");
        }

        foreach (var (words, reason) in _documented)
        {
            output.WriteLine($"  documented: {words}…: {reason}");
        }

        var undocumented = alone.Where(row => !_documented.Any(known => row.Name.Contains(known.Words, StringComparison.Ordinal)));
        output.WriteLine(BuiltImageAlone.Ratio(undocumented, out var wrongAlone));
        Assert.True(different.Count == 0, string.Join('\n', different));
        Assert.True(wrongAlone.Count == 0, string.Join('\n', wrongAlone));
        var sentences = wrong
            .Select(row => $"{row.Case}: {row.Predicted.Beside(row.Measured)} {row.Measured.Runs[0].Reason}\n{row.Case.Files["web/Dockerfile"]}")
            .Order(StringComparer.Ordinal).ToList();
        Assert.True(sentences.Count == 0, string.Join('\n', sentences));
        Assert.InRange((double)known.Count / rows.Count, LeastKnown, 1);
        Assert.True(rows.Count >= 80);
    }

    private static bool IsDocumented(PredictionCase row) => _documented.Any(known => row.Sentence.Contains(known.Words, StringComparison.Ordinal));

    private static async Task<(PredictionCase Case, Prediction Predicted, StopReport Measured)> MeasureAsync(
        PredictionCase row, int number, ConcurrentBag<(string Name, Prediction Predicted, StopReport Measured)> alone, CancellationToken cancellation)
    {
        var declared = DeclaredStop.Find(SampleLint.Read(row.Files).Stops, name: null);
        var folder = Directory.CreateTempSubdirectory("predict-");
        try
        {
            await row.WriteAsync(folder.FullName, cancellation);
            var image = await TestEngine.BuildFolderAsync($"predict-{number}", folder.FullName, $"shutdown-toolkit-test/predict-{row.Shell}");
            var options = new StopOptions { Engine = TestEngine.Engine, Grace = _grace, Readiness = Readiness.Log("ready"), DoneLog = "done" };
            var measured = await StopProbe.MeasureAsync(image, declared.Apply(options), cancellation);
            alone.Add((row.Sentence, BuiltImageAlone.Predict(image, declared.Stop), measured));
            return (row, declared.Prediction, measured);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
