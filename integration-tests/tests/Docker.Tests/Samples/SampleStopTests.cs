using System.Collections.Concurrent;
using Dockerlint.Cli.Timing;
using ShutdownToolkit.StopTiming;
using Xunit.Abstractions;

namespace Docker.Tests.Samples;

[Trait("Category", "Docker")]
[Collection(TestEngine.Heavy)]
public sealed class SampleStopTests(ITestOutputHelper output)
{
    private const int AtOnce = 6;

    private readonly ConcurrentDictionary<SampleSide, (Prediction Predicted, Prediction FromFiles, StopReport Measured)> _alone = [];

    [SkippableFact]
    public async Task EverySide_StopsAsSampleJsonSays()
    {
        await TestEngine.RequireAsync();
        output.WriteLine($"PID 1 ends by a signal that it sends itself: {await FirstProcess.EndsItselfAsync()}");
        ConcurrentBag<EvidenceRow> rows = [];
        ConcurrentBag<string> problems = [];
        ConcurrentBag<string> again = [];
        // The longest first.
        var sides = SampleSide.All.OrderByDescending(side => side.Run.From is not null).ToList();
        // Compiling keeps the threads busy that the load's answers need, so all of it comes first.
        ConcurrentDictionary<SampleSide, string> images = [];
        await Parallel.ForEachAsync(
            sides, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (side, _) => images[side] = await BuildAsync(side));
        await Parallel.ForEachAsync(sides, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (side, cancellation) =>
        {
            try
            {
                var row = await MeasureAsync(side, images[side], cancellation);
                if (row.Difference() is { } first)
                {
                    // A true difference shows every time. On a machine with more to do than it can, an answer can still be in a queue of the
                    // container's network when the engine removes that with the container, and a process can be gone before its handlers are read.
                    again.Add($"{side} was measured twice, first: {first}");
                    row = await MeasureAsync(side, images[side], cancellation);
                }

                rows.Add(row);
                if (row.Difference() is { } difference)
                {
                    problems.Add($"{side}: {difference}\n{row.Stop.Reason}\n{TextReport.Story(row.Stop)}");
                }
            }
            catch (StopTimingException e)
            {
                problems.Add($"{side}: {e.Message}");
            }
        });

        output.WriteLine(
            $"{rows.Count(row => row.Difference() is null)} of {sides.Count} samples stop as sample.json "
            + $"says{string.Concat(again.Select(sentence => "\n  " + sentence))}");
        output.WriteLine(BuiltImageAlone.Ratio(_alone.Select(static row => (row.Key.Name, row.Value.Predicted, row.Value.Measured)), out var wrong));
        output.WriteLine(string.Join('\n', wrong));
        var fromFiles = _alone.Count(static row => row.Value.FromFiles.AgreesWith(row.Value.Measured) == true);
        output.WriteLine($"from the files: {fromFiles} of {_alone.Count}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(problems.IsEmpty, string.Join('\n', problems.Order(StringComparer.Ordinal)));
        Evidence.Check([.. rows]);
    }

    private async Task<EvidenceRow> MeasureAsync(SampleSide side, string image, CancellationToken cancellation)
    {
        var declared = DeclaredStop.Find(SampleLint.Read(side.Folder).Stops, side.Run.Service);
        var options = declared.Apply(new StopOptions
        {
            Engine = TestEngine.Engine,
            Grace = side.Stop.Grace is { } grace ? TimeSpan.FromSeconds(grace) : null,
            Readiness = Readiness.Log(side.Run.Ready),
            DoneLog = side.Run.Done,
            Load = side.Run.Load is { } address ? new LoadOptions(address, side.Run.Concurrency ?? 2) : null,
        });
        var report = await StopProbe.MeasureAsync(image, options, cancellation);
        _alone[side] = (BuiltImageAlone.Predict(image, declared.Stop), declared.Prediction, report);
        return new EvidenceRow(side, declared.Prediction, report, await FirstProcess.EndsItselfAsync());
    }

    private static async Task<string> BuildAsync(SampleSide side)
    {
        var name = side.Name.Replace('/', '-');
        var baseImage = LocalImages.BaseOf(await File.ReadAllTextAsync(Path.Combine(side.Folder, "Dockerfile")));
        if (!SampleProgram.Exists(side))
        {
            return await TestEngine.BuildFolderAsync(name, side.Folder, baseImage);
        }

        var context = Directory.CreateTempSubdirectory("sample-");
        try
        {
            File.Copy(Path.Combine(side.Folder, "Dockerfile"), Path.Combine(context.FullName, "Dockerfile"));
            SampleProgram.Publish(side, Path.Combine(context.FullName, "publish"));
            return await TestEngine.BuildFolderAsync(name, context.FullName, baseImage);
        }
        finally
        {
            context.Delete(recursive: true);
        }
    }
}
