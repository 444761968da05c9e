using System.Collections.Concurrent;
using System.Threading.Channels;

// a base class of one's own: the loop there, the turn in the derived class
public abstract class Recurring(TimeSpan interval) : BackgroundService
{
    protected abstract Task RunAsync(CancellationToken stoppingToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await RunAsync(stoppingToken);
        }
    }
}

public sealed class Sync() : Recurring(TimeSpan.FromMinutes(1))
{
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            if (File.Exists("ready"))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(10)); //! STOP1002
        }
    }
}

// the loop is in another class, which is given the token and keeps it
public sealed class Consumer(Channel<string> channel, ILogger<Consumer> logger)
{
    public async Task ConsumeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var item = await channel.Reader.ReadAsync(cancellationToken);
                await File.AppendAllTextAsync("items", item, CancellationToken.None);
            }
            catch (Exception e) //! STOP1004
            {
                logger.LogError(e, "failed");
            }
        }
    }
}

public sealed class ConsumerHost(Consumer consumer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => consumer.ConsumeAsync(stoppingToken);
}

// several consumers at once, started by StartAsync and kept
public sealed class Pump(ConcurrentQueue<string> queue)
{
    public async Task RunAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            if (!queue.TryDequeue(out _))
            {
                await Task.Delay(5000); //! STOP1002
            }
        }
    }
}

public sealed class PumpHost(IServiceProvider services) : IHostedService
{
    private readonly CancellationTokenSource _stop = new();
    private Task? _running;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = services.GetRequiredService<Pump>().RunAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAny(_running!, Task.Delay(Timeout.Infinite, cancellationToken));
    }
}

// a chain of two: the host calls a coordinator, the coordinator the loop
public sealed class Coordinator(Outbox outbox)
{
    public Task RunAsync(CancellationToken cancellationToken) => outbox.RelayAsync(cancellationToken);
}

public sealed class Outbox
{
    public async Task RelayAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            _ = SendAsync(); //! STOP1201
            await Task.Delay(1000, cancellationToken);
        }
    }

    private static async Task SendAsync()
    {
        await File.AppendAllTextAsync("sent", "x");
        await Task.Delay(2000);
    }
}

public sealed class OutboxHost(Coordinator coordinator) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => coordinator.RunAsync(stoppingToken)));
    }
}

// given back with the cancelled token, in another class
public sealed class Leases(HttpClient client)
{
    public async Task HoldAsync(CancellationToken token)
    {
        try
        {
            while (!token.IsCancellationRequested)
            {
                await client.PutAsync("http://lease/", null, token);
                await Task.Delay(1000, token);
            }
        }
        finally
        {
            await client.DeleteAsync("http://lease/", token); //! STOP1009
        }
    }
}

public sealed class LeaseHost(Leases leases) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await leases.HoldAsync(stoppingToken);
}
