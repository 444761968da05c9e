using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Processes;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>
/// Watches the processes while they are stopped, where this host can see them: when each was gone, and whether PID 1 kept its handler.
/// </summary>
internal sealed class ProcessWatch : IAsyncDisposable
{
    private static readonly TimeSpan _fast = TimeSpan.FromMilliseconds(25), _slow = TimeSpan.FromMilliseconds(250),
        _fastFor = TimeSpan.FromSeconds(1);

    // After this long a runtime that only re-raises has put the default action back (measured at 0.5 s).
    private static readonly TimeSpan _secondLook = TimeSpan.FromSeconds(0.5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<int, DateTimeOffset> _gone = [];
    private readonly IReadOnlyList<ContainerProcess> _processes;
    private readonly TimeProvider _clock;
    private readonly Task _watching;

    public ProcessWatch(IReadOnlyList<ContainerProcess> processes, ItemStream<EngineEvent> events, TimeProvider clock)
    {
        _processes = [.. processes.Where(process => process.HostPid > 0 && !process.Zombie)];
        _clock = clock;
        _watching = Task.Run(() => WatchAsync(events));
    }

    public SignalSet? FirstCaughtLater { get; private set; }

    /// <summary>When each process was first seen to be gone, on this host's clock, to within 25 ms (250 ms after the first second).</summary>
    public async Task<IReadOnlyDictionary<int, DateTimeOffset>> GoneAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        return _gone;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        _stopping.Dispose();
    }

    private async Task WatchAsync(ItemStream<EngineEvent> events)
    {
        try
        {
            if (_processes.Count == 0
                || await events.FirstAsync(happened => happened.Action == "kill", Timeout.InfiniteTimeSpan, _stopping.Token) is null)
            {
                return;
            }

            var since = _clock.GetTimestamp();
            while (_gone.Count < _processes.Count)
            {
                Look(_clock.GetElapsedTime(since));
                await Task.Delay(_clock.GetElapsedTime(since) < _fastFor ? _fast : _slow, _clock, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void Look(TimeSpan elapsed)
    {
        foreach (var process in _processes.Where(process => !_gone.ContainsKey(process.Pid)))
        {
            if (ProcessTable.Again(process) is not { State: not 'Z' and not 'X' } status)
            {
                _gone[process.Pid] = _clock.GetUtcNow();
            }
            else if (process.First && FirstCaughtLater is null && elapsed >= _secondLook)
            {
                FirstCaughtLater = status.Caught;
            }
        }
    }
}
