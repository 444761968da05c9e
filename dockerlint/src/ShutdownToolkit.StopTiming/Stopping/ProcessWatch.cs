using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Processes;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>Watches the processes while they are stopped, where this host can see them: when each was gone, and whether PID 1 kept its handler.</summary>
internal sealed class ProcessWatch : IAsyncDisposable
{
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(25), Slow = TimeSpan.FromMilliseconds(250), FastFor = TimeSpan.FromSeconds(1);

    // After this long a runtime that only re-raises has put the default action back (measured at 0.5 s).
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(0.5);

    private readonly CancellationTokenSource stopping = new();
    private readonly Dictionary<int, DateTimeOffset> gone = [];
    private readonly IReadOnlyList<ContainerProcess> processes;
    private readonly TimeProvider clock;
    private readonly Task watching;

    public ProcessWatch(IReadOnlyList<ContainerProcess> processes, LineStream<EngineEvent> events, TimeProvider clock)
    {
        this.processes = [.. processes.Where(process => process.HostPid > 0 && !process.Zombie)];
        this.clock = clock;
        watching = Task.Run(() => WatchAsync(events));
    }

    public SignalSet? FirstCaughtLater { get; private set; }

    /// <summary>When each process was first seen to be gone, on this host's clock, to within 25 ms (250 ms after the first second).</summary>
    public async Task<IReadOnlyDictionary<int, DateTimeOffset>> GoneAsync()
    {
        await stopping.CancelAsync();
        await watching;
        return gone;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watching;
        stopping.Dispose();
    }

    private async Task WatchAsync(LineStream<EngineEvent> events)
    {
        try
        {
            if (processes.Count == 0 || await events.FirstAsync(happened => happened.Action == "kill", Timeout.InfiniteTimeSpan, stopping.Token) is null)
            {
                return;
            }

            var since = clock.GetTimestamp();
            while (gone.Count < processes.Count)
            {
                Look(clock.GetElapsedTime(since));
                await Task.Delay(clock.GetElapsedTime(since) < FastFor ? Fast : Slow, clock, stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void Look(TimeSpan elapsed)
    {
        foreach (var process in processes.Where(process => !gone.ContainsKey(process.Pid)))
        {
            if (ProcessTable.Again(process) is not { State: not 'Z' and not 'X' } status)
            {
                gone[process.Pid] = clock.GetUtcNow();
            }
            else if (process.First && FirstCaughtLater is null && elapsed >= SecondLook)
            {
                FirstCaughtLater = status.Caught;
            }
        }
    }
}
