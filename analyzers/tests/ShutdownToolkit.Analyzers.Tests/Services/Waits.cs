using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Threading.Channels;
using Polly;
using Polly.Retry;

// in a class of its own that the worker calls, as the documentation of scoped services has it
public interface IScopedWork
{
    Task DoWorkAsync(CancellationToken stoppingToken);
}

public sealed class ScopedWork(ILogger<ScopedWork> logger) : IScopedWork
{
    public async Task DoWorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            logger.LogInformation("working");
            await Task.Delay(10_000); //! STOP1002
        }
    }
}

public sealed class ScopedHost(IServiceProvider services) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var scope = services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<IScopedWork>().DoWorkAsync(stoppingToken);
    }
}

// a while (true) in a class of its own
public sealed class Poller(HttpClient client)
{
    public async Task RunAsync()
    {
        while (true) //! STOP1001
        {
            await client.GetAsync("http://x/");
            await Task.Delay(TimeSpan.FromMinutes(1));
        }
    }
}

public sealed class PollerHost(Poller poller) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => poller.RunAsync();
}

// Parallel.ForEachAsync without the token
public sealed class Fan(Channel<int> channel) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Parallel.ForEachAsync(
            channel.Reader.ReadAllAsync(), //! STOP1002
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (item, token) => await File.WriteAllTextAsync("a", item.ToString(), token));
    }
}

// a retry policy that pauses, token given to the action only
public sealed class Retries(HttpClient client) : BackgroundService
{
    private readonly AsyncRetryPolicy _retry = Policy.Handle<HttpRequestException>()
        .WaitAndRetryForeverAsync(attempt => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, attempt))));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _retry.ExecuteAsync(() => client.GetAsync("http://x/", stoppingToken)); //! STOP1002
            await Task.Delay(1000, stoppingToken);
        }
    }
}

// an own retry loop with a pause that grows
public sealed class Backoff(HttpClient client, ILogger<Backoff> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            for (var attempt = 1; attempt <= 5; attempt++)
            {
                try
                {
                    await client.GetAsync("http://x/", stoppingToken);
                    break;
                }
                catch (HttpRequestException e)
                {
                    logger.LogWarning(e, "again");
                    await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt))); //! STOP1002
                }
            }

            await Task.Delay(TimeSpan.FromMinutes(1), stoppingToken);
        }
    }
}

// until a time that is computed
public sealed class Nightly : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = DateTime.Today.AddDays(1).AddHours(2);
            var delay = next - DateTime.Now;
            await Task.Delay(delay); //! STOP1002
            File.Delete("old");
        }
    }
}

// the interval comes from the settings
public sealed class Interval(IConfiguration configuration) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seconds = configuration.GetValue<int>("Interval");
        while (!stoppingToken.IsCancellationRequested)
        {
            Console.WriteLine("tick");
            await Task.Delay(seconds * 1000); //! STOP1002
        }
    }
}

// Thread.Sleep in a method that the loop calls
public sealed class Sleeps : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            Check();
        }
    }

    private static void Check()
    {
        File.Exists("x");
        Thread.Sleep(TimeSpan.FromSeconds(30)); //! STOP1003
    }
}

// a queue that blocks
public sealed class Blocks(BlockingCollection<string> queue) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() =>
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var item = queue.Take(); //! STOP1003
            File.WriteAllText(item, item);
        }
    }, CancellationToken.None);
}

// a semaphore as the signal of a queue
public sealed class Signalled : BackgroundService
{
    private readonly SemaphoreSlim _signal = new(0);
    private readonly ConcurrentQueue<Func<Task>> _queue = new();

    public void Enqueue(Func<Task> work)
    {
        _queue.Enqueue(work);
        _signal.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _signal.WaitAsync(); //! STOP1002
            if (_queue.TryDequeue(out var work))
            {
                await work();
            }
        }
    }
}

// the classic queue of the documentation, without its token
public sealed class WorkQueue
{
    private readonly Channel<Func<CancellationToken, Task>> _queue = Channel.CreateBounded<Func<CancellationToken, Task>>(100);

    public ValueTask<Func<CancellationToken, Task>> DequeueAsync(CancellationToken cancellationToken = default) =>
        _queue.Reader.ReadAsync(cancellationToken);
}

public sealed class QueuedHost(WorkQueue queue) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var work = await queue.DequeueAsync(); //! STOP1002
            await work(stoppingToken);
        }
    }
}

// a long poll
public sealed class LongPoll(HttpClient client) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var offset = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var updates = await client.GetFromJsonAsync<int[]>($"https://api.telegram.org/bot/getUpdates?timeout=60&offset={offset}"); //! STOP1002
            offset += updates!.Length;
        }
    }
}

// a lock in StopAsync that the work holds
public sealed class Locked : BackgroundService
{
    private readonly SemaphoreSlim _lock = new(1, 1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(); //! STOP1105
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _lock.WaitAsync(stoppingToken);
            try
            {
                await Task.Delay(60_000, stoppingToken);
            }
            finally
            {
                _lock.Release();
            }
        }
    }
}

// polls in StopAsync until the work is done, without a limit
public sealed class PollsInStop : IHostedService
{
    private int _running;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        while (_running > 0) //! STOP1105
        {
            await Task.Delay(500);
        }
    }
}
