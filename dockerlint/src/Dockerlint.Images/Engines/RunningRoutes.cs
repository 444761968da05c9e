using System.Collections.Concurrent;
using Dockerlint.Containers;
using Dockerlint.Judgement;
using Dockerlint.Stops;
using Dockerlint.Text;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;

namespace Dockerlint.Images.Engines;

/// <summary>
/// What <c>dockerlint ps</c> shows: the processes' signal masks, and where these prove nothing the way of the signal, read from the container's own
/// files as trace reads it. Nothing is executed.
/// </summary>
public static class RunningRoutes
{
    /// <param name="sources">New readers of what the files hold: each container is looked at on a thread of its own.</param>
    /// <exception cref="StopTimingException">No engine answers.</exception>
    public static Task<IReadOnlyList<RunningContainer>> JudgeAsync(
        Engine engine, Func<ApplicationSources> sources, CancellationToken cancellation)
    {
        var judged = new ConcurrentDictionary<string, Lazy<Stop>>(StringComparer.Ordinal);
        return RunningContainers.JudgeAsync(
            engine,
            (asked, container, row) =>
            {
                var stop = judged.GetOrAdd(KeyOf(container), _ => new Lazy<Stop>(() => Of(asked, container, sources()))).Value;
                return Refined(row, stop);
            },
            cancellation);
    }

    internal static Stop Of(Engine engine, ContainerState container, ApplicationSources sources)
    {
        var files = new EngineFiles(engine, () => container.Id, static _ => { });
        var environment = ImageConfiguration.Variables(container.Environment);
        var image = new BaseImage(container.Image)
        {
            Source = container.Id, Digest = container.ImageId, Platform = "linux/unknown", Entrypoint = container.Argv, Cmd = [],
            StopSignal = container.StopSignal.Length > 0 ? container.StopSignal : null, StopSignalIsKnown = true, Env = environment,
            WorkDir = container.WorkingDirectory.Length > 0 ? container.WorkingDirectory : "/", Files = files,
        };
        var anchor = new SourceText(container.Name, string.Join(' ', container.Argv)) { IsOfImage = true }.AtLine(1);
        var own = ImageContainer.Named(image, NoFiles.Instance, anchor);
        return Stop.Of(own with
        {
            Init = container.Init == true ? new InitProvision("--init", null) : null,
            Grace = container.StopTimeout is { } seconds
                ? new Amount(seconds < 0 ? double.PositiveInfinity : seconds, "container", null, IsDefault: false) : own.Grace,
        }, sources);
    }

    /// <summary>The masks prove a kill; what they leave open the files may say.</summary>
    private static RunningContainer Refined(RunningContainer row, Stop stop)
    {
        var chain = stop.Route.Hops.Select(static hop => hop.CommandLine).Where(static line => line.Length > 0).ToList();
        return row.Verdict != Verdict.Unknown || stop.Route.Verdict is Verdict.Unknown or Verdict.FailsToStart ? row with { Chain = chain }
            : stop.IsShortOfTime ? row with { Chain = chain, Reason = $"{row.Reason}; its drain may take longer than the grace" }
            : row with { Chain = chain, Verdict = stop.Route.Verdict, Reason = $"{stop.Route.Reason} (from its files)" };
    }

    /// <summary>Containers of one image with the same words read the same files; a mount may change them.</summary>
    private static string KeyOf(ContainerState container) => container.HasMounts || container.ImageId.Length == 0 ? container.Id
        : string.Join('\0', [container.ImageId, container.StopSignal, container.WorkingDirectory, $"{container.Init} {container.StopTimeout}",
            .. container.Argv, .. container.Environment]);

    private sealed class NoFiles : IFileReader
    {
        public static readonly NoFiles Instance = new();

        public SourceText? TryRead(string path) => null;

        public IEnumerable<string> EnumerateFiles(string directory) => [];

        public bool Exists(string path) => false;
    }
}
