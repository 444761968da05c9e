using System.Threading.Channels;
using Polly;

// the token is in the callee
public sealed class ScopedWork2
{
    public async Task DoWorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(10_000, stoppingToken);
        }
    }
}

public sealed class ScopedHost2(ScopedWork2 work) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => work.DoWorkAsync(stoppingToken);
}

// the class is called by a controller, too: its loop is no worker's
public sealed class Warmup
{
    public async Task WaitForAsync(string file)
    {
        for (var i = 0; i < 3 && !File.Exists(file); i++)
        {
            await Task.Delay(200);
        }
    }
}

public sealed class WarmupHost(Warmup warmup) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => warmup.WaitForAsync("x");
}

// the channel is completed at the stop
public sealed class Completed(Channel<int> channel) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        channel.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var item in channel.Reader.ReadAllAsync(CancellationToken.None))
        {
            await File.WriteAllTextAsync("a", item.ToString(), CancellationToken.None);
        }
    }
}

// the stop token ends the wait beside it
public sealed class Either(SemaphoreSlim signal) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var stopped = Task.Delay(Timeout.Infinite, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(signal.WaitAsync(CancellationToken.None), stopped);
        }
    }
}

// WaitAsync around
public sealed class Around(Channel<int> channel) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await channel.Reader.ReadAsync(CancellationToken.None).AsTask().WaitAsync(stoppingToken);
        }
    }
}

// short
public sealed class Short : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(100);
        }
    }
}

// the policy gets the token
public sealed class PolicyWithToken(HttpClient client) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var retry = Policy.Handle<HttpRequestException>().WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(10));
        while (!stoppingToken.IsCancellationRequested)
        {
            await retry.ExecuteAsync(token => client.GetAsync("http://x/", token), stoppingToken);
            await Task.Delay(1000, stoppingToken);
        }
    }
}

// a throttle: who waits for a permit waits for its own work
public sealed class Throttle(Channel<int> channel) : BackgroundService
{
    private readonly SemaphoreSlim _permits = new(4);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(stoppingToken))
            {
                await _permits.WaitAsync(stoppingToken);
                running.Add(RunAsync(item));
                running.RemoveAll(task => task.IsCompleted);
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private async Task RunAsync(int item)
    {
        try
        {
            await File.WriteAllTextAsync("a", item.ToString());
        }
        finally
        {
            _permits.Release();
        }
    }
}
