using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Processes;
using ShutdownToolkit.StopTiming.Stopping;

namespace ShutdownToolkit.StopTiming;

/// <summary>A running container as its next stop will find it; nothing was sent to it.</summary>
/// <param name="Grace">The container's own (negative: the engine waits for ever), or the engine's 10 s.</param>
/// <param name="Catches">Does PID 1 have a handler for the stop signal? Null: could not be read.</param>
public sealed record RunningContainer(string Name, string Image, ContainerProcess? Pid1, bool HasInit, string StopSignal, bool? Catches, TimeSpan Grace, bool GraceIsDefault, Verdict Verdict, string Reason);

/// <summary>Judges every running container from the engine's inspect and the processes' signal masks, without stopping any.</summary>
public static class RunningContainers
{
    private static readonly TimeSpan EngineGrace = TimeSpan.FromSeconds(10);

    /// <exception cref="StopTimingException">No engine answers.</exception>
    public static async Task<IReadOnlyList<RunningContainer>> JudgeAsync(Engine? engine = null, CancellationToken cancellation = default)
    {
        var asked = engine ?? new Engine();
        await asked.VersionAsync(cancellation);
        var ids = (await asked.CallAsync(["ps", "--quiet", "--no-trunc"], cancellation: cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (ids.Length == 0)
        {
            return [];
        }

        // One that ends in between makes the call fail, and the others are in the output all the same.
        var inspected = await asked.RunAsync(["container", "inspect", .. ids], cancellation: cancellation);
        List<RunningContainer> rows = [];
        foreach (var container in ContainerState.ParseAll(inspected.Output).Where(container => container.Running).OrderBy(container => container.Name, StringComparer.Ordinal))
        {
            rows.Add(Judge(container, await ProcessTable.ReadAsync(asked, container, cancellation)));
        }

        return rows;
    }

    internal static RunningContainer Judge(ContainerState container, IReadOnlyList<ContainerProcess> processes)
    {
        var signal = Signals.Number(container.StopSignal.Length > 0 ? container.StopSignal : "SIGTERM") ?? Signals.Terminate;
        var marked = SignalReach.Mark(processes, signal);
        var first = marked.FirstOrDefault(process => process.First);
        var hasInit = first is not null && KnownInit.Is(first);
        var grace = container.StopTimeout is { } seconds ? TimeSpan.FromSeconds(seconds) : EngineGrace;
        var (verdict, reason) = Forecast(marked, first, hasInit, signal, grace);
        return new(container.Name, container.Image, first, hasInit, Signals.Name(signal), first?.Catches(signal), grace, container.StopTimeout is null, verdict, reason);
    }

    private static (Verdict Verdict, string Reason) Forecast(IReadOnlyList<ContainerProcess> processes, ContainerProcess? first, bool hasInit, int signal, TimeSpan grace)
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
                : first.Pid != 1 ? (Verdict.EndedByDefault, $"its first process has no handler for {name}, and is not PID 1 of a namespace of its own")
                : (Verdict.KilledAfterGrace, handler is { First: false } ? $"PID 1 has no handler for {name}, and `{handler.Shown}` behind it is never told" : $"PID 1 has no handler for {name}");
        }

        return handler is null && processes.FirstOrDefault(process => process.Told == true && !KnownInit.Is(process)) is { } child
            ? child.Ignores(signal) == true ? (Verdict.KilledAfterGrace, $"`{child.Shown}` ignores {name}") : (Verdict.EndedByDefault, $"no process has a handler for {name}")
            : told == false ? (Verdict.NeverTold, $"the init tells the process in front of `{handler!.Shown}`, and all end with it")
            : (Verdict.Unknown, $"`{handler?.Shown}` catches {name}; only a measured stop shows what it does then");
    }
}
