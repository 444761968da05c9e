using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Engines;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>What the preStop command did.</summary>
/// <param name="Seconds">From the start of the grace to its end, or to the signal when the grace ran out first.</param>
/// <param name="ExitCode">126 or 127: it could not be run; null: still running when the signal was sent.</param>
public sealed record PreStopOutcome(double Seconds, int? ExitCode);

/// <summary>Tells a container to stop, and kills it in the end.</summary>
internal static class StopSequence
{
    // What the engine itself may need on a loaded machine, on top of the grace.
    private static readonly TimeSpan _engineSlack = TimeSpan.FromSeconds(30);

    // With a grace of -1 the engine waits for ever; we do not.
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(15);

    public static TimeSpan Limit(TimeSpan grace) => grace < TimeSpan.Zero ? _longestWait : grace + _engineSlack;

    /// <summary>
    /// The engine's own <c>docker stop</c>; without a grace, or with an endless one, what it does then: the API's client cannot ask for these.
    /// </summary>
    public static async Task EngineStopAsync(
        Engine engine, string id, string signal, TimeSpan grace, ItemStream<EngineEvent> events, TimeProvider clock, CancellationToken cancellation)
    {
        if (grace < TimeSpan.FromSeconds(1))
        {
            await SignalThenKillAsync(engine, id, signal, grace < TimeSpan.Zero ? _longestWait : TimeSpan.Zero, events, cancellation);
            return;
        }

        if (await engine.IsPodmanAsync(cancellation))
        {
            events.Add(EngineEvent.Sent(Signals.Number(signal) ?? Signals.Terminate, clock.GetUtcNow()));
        }

        await engine.StopAsync(id, (uint)grace.TotalSeconds, Limit(grace), cancellation);
    }

    /// <summary>Signal, wait, SIGKILL: for a signal that is not the container's own, which engines before 23.0 cannot be asked for.</summary>
    public static async Task SignalThenKillAsync(
        Engine engine, string id, string signal, TimeSpan wait, ItemStream<EngineEvent> events, CancellationToken cancellation)
    {
        await engine.KillAsync(id, signal, cancellation);
        if (await events.FirstAsync(IsEnd, wait, cancellation) is null && !events.IsEnded)
        {
            await engine.KillAsync(id, "SIGKILL", cancellation);
        }
    }

    /// <summary>The kubelet's sequence.</summary>
    public static async Task<PreStopOutcome?> PodStopAsync(
        Engine engine, string id, PodStop pod, string signal, TimeSpan grace, ItemStream<EngineEvent> events, TimeProvider clock,
            CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        PreStopOutcome? outcome = null;
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<ExecAnswer>? preStop = null;
        if (pod.PreStop.Count > 0)
        {
            preStop = engine.ExecAsync(id, pod.PreStop, Limit(grace), running.Token);
            await Task.WhenAny(preStop, Task.Delay(grace, clock, cancellation));
            cancellation.ThrowIfCancellationRequested();
            outcome = new PreStopOutcome(
                clock.GetElapsedTime(started).TotalSeconds, preStop.IsCompletedSuccessfully ? (await preStop).ExitCode : null);
        }

        var left = grace - clock.GetElapsedTime(started);
        await SignalThenKillAsync(
            engine, id, signal, left > PodStop.MinimumAfterPreStop ? left : PodStop.MinimumAfterPreStop, events, cancellation);
        await running.CancelAsync();
        try
        {
            await (preStop ?? Task.CompletedTask);
        }
        catch (Exception ended) when (ended is OperationCanceledException or StopTimingException)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return outcome;
    }

    public static bool IsEnd(EngineEvent happened) => happened.Action is "die" or "destroy";
}
