namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>What the engine sends as it happens (events, log lines), kept as it comes; bounded in number.</summary>
internal sealed class ItemStream<T> : IAsyncDisposable
    where T : class
{
    private const int ItemsKept = 20_000;

    private readonly object _gate = new();
    private readonly Queue<T> _seen = new();
    private readonly List<(Func<T, bool> Wanted, TaskCompletionSource<T?> Found)> _waiters = [];
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _closing = new();
    private bool _ended;

    /// <param name="read">Hands every item over until the engine ends the stream or the token is cancelled.</param>
    public ItemStream(Func<Action<T>, CancellationToken, Task> read, TimeProvider clock)
    {
        _clock = clock;
        Ended = Task.Run(() => ReadAsync(read));
    }

    /// <summary>Why the stream ended before its time, in the engine's words; null: it did not, or it ended as it should.</summary>
    public StopTimingException? Failure { get; private set; }

    public Task Ended { get; }

    /// <summary>Nothing more will come. True before anybody who waits for an item is told so, which <see cref="Ended"/> is not.</summary>
    public bool IsEnded
    {
        get
        {
            lock (_gate)
            {
                return _ended;
            }
        }
    }

    public IReadOnlyList<T> Seen
    {
        get
        {
            lock (_gate)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>The first item, past or to come, that is wanted; null when the stream ended or the time is up.</summary>
    public async Task<T?> FirstAsync(Func<T, bool> wanted, TimeSpan timeout, CancellationToken cancellation)
    {
        TaskCompletionSource<T?> found;
        lock (_gate)
        {
            if (_seen.FirstOrDefault(wanted) is { } past)
            {
                return past;
            }

            if (_ended)
            {
                return null;
            }

            found = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((wanted, found));
        }

        try
        {
            return await found.Task.WaitAsync(timeout, _clock, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>An item as it comes; also one that the engine does not send.</summary>
    public void Add(T item)
    {
        lock (_gate)
        {
            if (_seen.Count == ItemsKept)
            {
                _seen.Dequeue();
            }

            _seen.Enqueue(item);
            foreach (var waiter in _waiters.Where(waiter => waiter.Wanted(item)).ToList())
            {
                waiter.Found.TrySetResult(item);
                _waiters.Remove(waiter);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Ended;
        _closing.Dispose();
    }

    private async Task ReadAsync(Func<Action<T>, CancellationToken, Task> read)
    {
        try
        {
            await read(Add, _closing.Token);
        }
        catch (Exception) when (_closing.IsCancellationRequested)
        {
        }
        catch (Exception failed) when ((failed as StopTimingException ?? Engine.FailureOf("send what happens", failed)) is { } known)
        {
            Failure = known;
        }

        lock (_gate)
        {
            _ended = true;
            _waiters.ForEach(waiter => waiter.Found.TrySetResult(null));
            _waiters.Clear();
        }
    }
}
