using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Stopping;

namespace ShutdownToolkit.StopTiming;

/// <summary>Measures real stops.</summary>
public static class StopProbe
{
    /// <summary>
    /// Stops the target and reports what happened. An image is run in a container of its own, which is removed in every
    /// case; a running container is stopped and kept, so that its owner (Testcontainers, Compose) removes it.
    /// </summary>
    /// <param name="target">A container's id or name, or else a local image.</param>
    /// <exception cref="StopTimingException">The stop could not be measured.</exception>
    public static async Task<StopReport> MeasureAsync(string target, StopOptions? options = null, CancellationToken cancellation = default)
    {
        var chosen = options ?? new StopOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(chosen.Runs, 1, nameof(options));
        if (chosen.Signal is { } signal && Signals.Number(signal) is null)
        {
            throw new ArgumentException($"{signal} is no signal.", nameof(options));
        }

        using var found = chosen.Engine is null ? new Engine() : null;
        var engine = chosen.Engine ?? found!;
        chosen = chosen with { Engine = engine };
        await engine.VersionAsync(cancellation);
        var own = new OwnContainers(engine, chosen.Clock);
        await own.SweepAsync(cancellation);
        var container = await InspectAsync(engine, target, cancellation);
        if (container is null)
        {
            await RequireImageAsync(engine, target, cancellation);
        }

        List<MeasuredStop> runs = [];
        for (var number = 1; number <= chosen.Runs; number++)
        {
            chosen.Progress?.Report(chosen.Runs == 1 ? $"measuring {target}" : $"run {number} of {chosen.Runs}");
            var run = container is null
                ? await FreshAsync(own, target, chosen, cancellation)
                : await new StopRun(chosen, container.Id, start: number > 1, since: number > 1 ? runs[^1].DiedAt : container.StartedAt)
                    .MeasureAsync(cancellation);
            runs.Add(run);
            chosen.Progress?.Report($"{run.Verdict} after {run.Duration.TotalSeconds:0.00} s, exit code {run.ExitCode}");
            if (run.Verdict == Verdict.FailsToStart)
            {
                break;
            }
        }

        return new StopReport(target, runs[0].Grace, runs);
    }

    private static async Task<MeasuredStop> FreshAsync(OwnContainers own, string image, StopOptions options, CancellationToken cancellation)
    {
        var name = $"stop-{Guid.NewGuid():N}";
        try
        {
            var id = await own.CreateAsync(image, options, name, cancellation);
            return await new StopRun(options, id, start: true, since: DateTimeOffset.UnixEpoch).MeasureAsync(cancellation);
        }
        finally
        {
            await own.RemoveAsync(name);
        }
    }

    private static async Task<ContainerState?> InspectAsync(Engine engine, string target, CancellationToken cancellation)
    {
        var container = await engine.FindAsync(target, cancellation);
        return container is null or { Running: true, Restarting: false }
            ? container
            : throw new StopTimingException(
                StopTimingFault.EndedBeforeStop,
                container.Restarting
                    ? $"The program of {target} ended by itself with exit code {container.ExitCode}, and the engine is about to start it again: "
                        + "there is nothing to stop."
                    : $"The container {target} is not running (exit code {container.ExitCode}), so it cannot be stopped.");
    }

    private static async Task RequireImageAsync(Engine engine, string target, CancellationToken cancellation)
    {
        if (!await engine.HasImageAsync(target, cancellation))
        {
            throw new StopTimingException(
                StopTimingFault.TargetNotFound, $"This engine has no container and no image named {target}; an image must be pulled or built first.");
        }
    }
}
