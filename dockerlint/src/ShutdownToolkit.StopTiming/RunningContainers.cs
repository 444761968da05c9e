using Docker.DotNet.Models;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Processes;
using ShutdownToolkit.StopTiming.Stopping;

namespace ShutdownToolkit.StopTiming;

/// <summary>A running container as its next stop will find it; nothing was sent to it.</summary>
/// <param name="Grace">The container's own (negative: the engine waits for ever), or the engine's 10 s.</param>
/// <param name="Catches">Does PID 1 have a handler for the stop signal? Null: could not be read.</param>
public sealed record RunningContainer(
    string Name,
    string Image,
    ContainerProcess? Pid1,
    bool HasInit,
    string StopSignal,
    bool? Catches,
    TimeSpan Grace,
    bool GraceIsDefault,
    Verdict Verdict,
    string Reason)
{
    /// <summary>From PID 1 to the application, one command line a process, read from its files; empty where these were not looked at.</summary>
    public IReadOnlyList<string> Chain { get; init; } = [];
}

/// <summary>Judges every running container from the engine's inspect and the processes' signal masks, without stopping any.</summary>
public static class RunningContainers
{
    /// <summary>Containers whose files are looked at at the same time.</summary>
    private const int MaximumLooks = 16;

    private static readonly TimeSpan _engineGrace = TimeSpan.FromSeconds(10);

    /// <exception cref="StopTimingException">No engine answers.</exception>
    public static Task<IReadOnlyList<RunningContainer>> JudgeAsync(Engine? engine = null, CancellationToken cancellation = default) =>
        JudgeAsync(engine, static (_, _, row) => row, cancellation);

    /// <param name="refine">Told each container and its row, on a thread of its own; it may know more.</param>
    internal static async Task<IReadOnlyList<RunningContainer>> JudgeAsync(
        Engine? engine, Func<Engine, ContainerState, RunningContainer, RunningContainer> refine, CancellationToken cancellation)
    {
        using var found = engine is null ? new Engine() : null;
        var asked = engine ?? found!;
        var running = await asked.ListAsync(new ContainersListParameters(), cancellation);
        // One that ends in between is not shown.
        var inspected = await Task.WhenAll(running.Select(container => asked.FindAsync(container.ID, cancellation)));
        var host = HostProcesses.Now();
        using var looks = new SemaphoreSlim(MaximumLooks);
        return
        [
            .. (await Task.WhenAll(inspected.OfType<ContainerState>().Where(container => container.Running).Select(RowAsync)))
                .OrderBy(row => row.Name, StringComparer.Ordinal),
        ];

        async Task<RunningContainer> RowAsync(ContainerState container)
        {
            var row = Judge(container, host.Of(container) is { Count: > 0 } local ? local
                : await ProcessTable.ReadAsync(asked, container, cancellation));
            await looks.WaitAsync(cancellation);
            try
            {
                // It waits for the engine, whose answers arrive by the pool's threads: a look that took one of those would keep its answer away.
                return await Task.Factory.StartNew(
                    () => refine(asked, container, row), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            finally
            {
                looks.Release();
            }
        }
    }

    internal static RunningContainer Judge(ContainerState container, IReadOnlyList<ContainerProcess> processes)
    {
        var signal = Signals.Number(container.StopSignal.Length > 0 ? container.StopSignal : "SIGTERM") ?? Signals.Terminate;
        var marked = SignalReach.Mark(processes, signal);
        var first = marked.FirstOrDefault(process => process.First);
        var hasInit = first is not null && KnownInit.Is(first);
        var grace = container.StopTimeout is { } seconds ? TimeSpan.FromSeconds(seconds) : _engineGrace;
        var (verdict, reason) = container.Restarting
            ? (Verdict.Unknown, $"its program ended by itself with exit code {container.ExitCode}, and is about to be started again")
            : Forecast(marked, first, hasInit, signal, grace);
        return new(
            container.Name, container.Image, first, hasInit, Signals.Name(signal), first?.Catches(signal), grace, container.StopTimeout is null,
            verdict, reason);
    }

    private static (Verdict Verdict, string Reason) Forecast(
        IReadOnlyList<ContainerProcess> processes, ContainerProcess? first, bool hasInit, int signal, TimeSpan grace)
    {
        var name = Signals.Name(signal);
        if (first?.Caught is null)
        {
            return (Verdict.Unknown, "its signal masks could not be read");
        }

        if (signal == Signals.Kill || grace == TimeSpan.Zero)
        {
            return (Verdict.KilledAfterGrace, signal == Signals.Kill ? "its stop signal is SIGKILL" : "its grace is 0 s: SIGKILL at once");
        }

        var evidence = new StopEvidence { Signal = signal, Grace = grace, Duration = default, ExitCode = 0, Processes = processes };
        var (handler, told) = StopJudge.Handler(evidence);
        if (!hasInit)
        {
            return first.Pid == 1 && first.Ignores(signal) == true ? (Verdict.KilledAfterGrace, $"PID 1 ignores {name}")
                : first.Catches(signal) == true ? (Verdict.Unknown, $"PID 1 catches {name}; only a measured stop shows what it does then")
                : first.Pid != 1
                    ? (Verdict.EndedByDefault, $"its first process has no handler for {name}, and is not PID 1 of a namespace of its own")
                : (Verdict.KilledAfterGrace, handler is { First: false }
                    ? $"PID 1 has no handler for {name}, and `{handler.Shown}` behind it is never told" : $"PID 1 has no handler for {name}");
        }

        return handler is null && processes.FirstOrDefault(process => process.Told == true && !KnownInit.Is(process)) is { } child
            ? child.Ignores(signal) == true ? (Verdict.KilledAfterGrace, $"`{child.Shown}` ignores {name}")
                : (Verdict.EndedByDefault, $"no process has a handler for {name}")
            : told == false ? (Verdict.NeverTold, $"the init tells the process in front of `{handler!.Shown}`, and all end with it")
            : (Verdict.Unknown, $"`{handler?.Shown}` catches {name}; only a measured stop shows what it does then");
    }
}
