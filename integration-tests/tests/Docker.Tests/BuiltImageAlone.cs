using Dockerlint.Cli.Timing;
using Dockerlint.Containers;
using Dockerlint.Images.Assemblies;
using Dockerlint.Images.Engines;
using Dockerlint.JavaScript;
using Dockerlint.Judgement;
using Dockerlint.Linting;
using Dockerlint.Text;
using ShutdownToolkit.StopTiming;

namespace Docker.Tests;

/// <summary>The verdict from a built image without its Dockerfile and sources; who runs it (a service, a pod) may say more.</summary>
internal static class BuiltImageAlone
{
    private static readonly ApplicationSources _sources = new(new ImageAssemblies(NoDotNetProjects.Instance), new JavaScriptReader());

    /// <summary>What <c>dockerlint trace docker-daemon:IMAGE</c> reads.</summary>
    public static Stop Read(string image)
    {
        using var images = Images();
        return Read(image, images);
    }

    private static EngineImages Images() => new(TestEngine.Engine, static (_, sentence) => Assert.Fail(sentence));

    private static Stop Read(string image, EngineImages images)
    {
        var built = images.Read("docker-daemon:" + image, image, Assert.Fail)!;
        return Assert.Single(LintRun.Read([new LintInput.OfImage(built)], NoFiles.Instance, _sources).Stops);
    }

    public static Prediction Predict(string image, Stop declared)
    {
        // What the service or pod starts instead is looked for in the image's files, too.
        using var images = Images();
        var own = Read(image, images).Container;
        var runs = declared.Container;
        var entrypoint = runs.Service?.Entrypoint is not null || runs.PodContainer is { Command.Count: > 0 };
        var command = runs.Service?.Command is not null || runs.PodContainer?.Args is not null;
        var container = own with
        {
            Platform = runs.Platform, Grace = runs.Grace, Init = runs.Init, IsPid1 = runs.IsPid1, Service = runs.Service, Workload = runs.Workload,
            PodContainer = runs.PodContainer,
            StopSignal = runs.StopSignal.IsExplicit && !runs.IsImageAlone ? runs.StopSignal : own.StopSignal,
            Entrypoint = entrypoint ? runs.Entrypoint : own.Entrypoint,
            Command = entrypoint || command ? runs.Command : own.Command,
        };
        return new DeclaredStop(Stop.Of(container, _sources)).Prediction;
    }

    /// <summary>One line and what is not known; verdicts that are not as measured are named.</summary>
    public static string Ratio(IEnumerable<(string Name, Prediction Predicted, StopReport Measured)> rows, out List<string> wrong)
    {
        var all = rows.ToList();
        wrong = [.. all.Where(static row => row.Predicted.AgreesWith(row.Measured) == false)
            .Select(static row => $"{row.Name}, from the built image alone: {row.Predicted.Beside(row.Measured)}").Order(StringComparer.Ordinal)];
        var unknown = all.Where(static row => row.Predicted.AgreesWith(row.Measured) is null).ToList();
        return $"from the built image alone: {all.Count - wrong.Count - unknown.Count} of {all.Count} verdicts as measured, "
            + $"{unknown.Count} not known, {wrong.Count} wrong"
            + string.Concat(unknown.GroupBy(static row => row.Predicted.Reason).OrderByDescending(static reason => reason.Count())
                .Select(static reason => $"\n  {reason.Count()} not known: {reason.Key} ({reason.First().Name})"));
    }

    private sealed class NoFiles : IFileReader
    {
        public static readonly NoFiles Instance = new();

        public SourceText? TryRead(string path) => null;

        public IEnumerable<string> EnumerateFiles(string directory) => [];

        public bool Exists(string path) => false;
    }
}
