using System.Collections.Concurrent;

// joined
public sealed class Joined : IHostedService
{
    private readonly BlockingCollection<string> _lines = [];
    private readonly List<Thread> _threads = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < 3; i++)
        {
            var thread = new Thread(Run) { IsBackground = true };
            thread.Start();
            _threads.Add(thread);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _lines.CompleteAdding();
        foreach (var thread in _threads)
        {
            thread.Join(TimeSpan.FromSeconds(5));
        }

        return Task.CompletedTask;
    }

    private void Run()
    {
        foreach (var line in _lines.GetConsumingEnumerable())
        {
            File.AppendAllText("lines", line);
        }
    }
}

// a task that the host awaits
public sealed class Awaited : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Loop(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Loop(CancellationToken token)
    {
        while (!token.WaitHandle.WaitOne(1000))
        {
            File.AppendAllText("a", "b");
        }
    }
}

// tells its end by an event
public sealed class TellsItsEnd : IHostedService
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _ended = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        new Thread(Loop) { IsBackground = true }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Cancel();
        _ended.Wait(cancellationToken);
        return Task.CompletedTask;
    }

    private void Loop()
    {
        while (!_stop.IsCancellationRequested)
        {
            File.AppendAllText("a", "b");
        }

        _ended.Set();
    }
}

// running ones are counted in a dictionary and awaited
public sealed class Tracked : BackgroundService
{
    private readonly ConcurrentDictionary<int, Task> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var id = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var key = id++;
                _running[key] = RunAsync(key);
            }
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(_running.Values);
    }

    private async Task RunAsync(int key)
    {
        await Task.Delay(100);
        _running.TryRemove(key, out _);
    }
}

// a thread that runs once
public sealed class Once : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        new Thread(() => GC.Collect()) { IsBackground = true }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
