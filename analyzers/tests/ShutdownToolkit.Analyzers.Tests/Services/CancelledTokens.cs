using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

public sealed class Order
{
    public int Id { get; set; }

    public string State { get; set; } = "";
}

public sealed class Orders(DbContextOptions<Orders> options) : DbContext(options)
{
    public DbSet<Order> All => Set<Order>();
}

public interface IQueue
{
    Task<string?> DequeueAsync(CancellationToken cancellationToken);

    Task CompleteAsync(string item, CancellationToken cancellationToken);

    Task AbandonAsync(string item, CancellationToken cancellationToken);

    Task ReleaseLockAsync(CancellationToken cancellationToken);
}

// the state is set back in the handler of the stop, with the token of the stop
public sealed class SetsBack(IServiceScopeFactory scopes) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var scope = scopes.CreateScope();
            var db = scope.ServiceProvider.GetRequiredService<Orders>();
            var order = await db.All.FirstAsync(stoppingToken);
            try
            {
                await Task.Delay(5000, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                order.State = "Pending";
                await db.SaveChangesAsync(stoppingToken); //! STOP1009
                throw;
            }
        }
    }
}

// given back in the handler, in a method of its own
public sealed class GivesBack(IQueue queue, ILogger<GivesBack> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var item = await queue.DequeueAsync(stoppingToken);
            if (item is null)
            {
                await Task.Delay(1000, stoppingToken);
                continue;
            }

            try
            {
                await HandleAsync(item, stoppingToken);
            }
            catch (TaskCanceledException)
            {
                logger.LogInformation("cancelled");
                await queue.AbandonAsync(item, stoppingToken); //! STOP1009
            }
        }
    }

    private static Task HandleAsync(string item, CancellationToken cancellationToken) => Task.Delay(item.Length, cancellationToken);
}

// a lock is released in finally
public sealed class Releases(IQueue queue) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.Delay(1000, stoppingToken);
            }
        }
        finally
        {
            await queue.ReleaseLockAsync(stoppingToken); //! STOP1009
        }
    }
}

// a last flush behind the loop, which ends without an exception
public sealed class Flushes(Channel<string> channel) : BackgroundService
{
    private readonly List<string> _batch = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                _batch.Add(await channel.Reader.ReadAsync(stoppingToken));
                if (_batch.Count >= 100)
                {
                    await FlushAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await FlushAsync(stoppingToken); //! STOP1009
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await File.AppendAllLinesAsync("audit.log", _batch, cancellationToken);
        _batch.Clear();
    }
}

// the same as a helper whose name says nothing
public sealed class FlushesInHelper(ConcurrentQueue<string> queue, HttpClient client) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SendAllAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
        }

        // what is left
        await SendAllAsync(stoppingToken); //! STOP1009
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        while (queue.TryDequeue(out var line))
        {
            await client.PostAsync("http://collector/lines", new StringContent(line), cancellationToken);
        }
    }
}

// guarded so that it never runs at a stop
public sealed class Guarded(Channel<string> channel) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<string>();
        try
        {
            await foreach (var line in channel.Reader.ReadAllAsync(stoppingToken))
            {
                batch.Add(line);
                if (batch.Count == 50)
                {
                    await File.AppendAllLinesAsync("lines", batch, stoppingToken);
                    batch.Clear();
                }
            }
        }
        catch (OperationCanceledException)
        {
        }

        if (!stoppingToken.IsCancellationRequested && batch.Count > 0) //! STOP1009
        {
            await File.AppendAllLinesAsync("lines", batch, stoppingToken);
        }
    }
}

// what is in the database says done only if nobody stops the host
public sealed class SavesAfter(IServiceScopeFactory scopes, HttpClient client) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<Orders>();
            foreach (var order in await db.All.Where(one => one.State == "Ready").ToListAsync(stoppingToken))
            {
                await client.PostAsync("http://bank/charge", new StringContent(order.Id.ToString()));
                order.State = "Charged";
                await db.SaveChangesAsync(stoppingToken); //! STOP1010
            }

            await Task.Delay(1000, stoppingToken);
        }
    }
}

// the filter says that the token is cancelled
public sealed class Filtered(IQueue queue) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var item = await queue.DequeueAsync(stoppingToken) ?? "";
            try
            {
                await Task.Delay(item.Length, stoppingToken);
                await queue.CompleteAsync(item, CancellationToken.None);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                await queue.AbandonAsync(item, stoppingToken); //! STOP1009
            }
        }
    }
}

// asked in the handler
public sealed class AskedInHandler(IQueue queue, ILogger<AskedInHandler> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogInformation("stopping");
            await File.WriteAllTextAsync("state.json", JsonSerializer.Serialize(queue), stoppingToken); //! STOP1009
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await queue.DequeueAsync(cancellationToken);
        }
    }
}

// an own source that StopAsync cancels
public sealed class OwnSource(IQueue queue) : IHostedService
{
    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _run = RunAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _run; //! STOP1105
    }

    private async Task RunAsync(CancellationToken token)
    {
        try
        {
            while (!token.IsCancellationRequested)
            {
                await queue.DequeueAsync(token);
            }
        }
        catch (OperationCanceledException)
        {
            await queue.ReleaseLockAsync(token); //! STOP1009
        }
    }
}
