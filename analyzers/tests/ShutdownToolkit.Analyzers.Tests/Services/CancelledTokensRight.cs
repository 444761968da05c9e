using System.Threading.Channels;

public interface IQueue
{
    Task<string?> DequeueAsync(CancellationToken cancellationToken);

    Task CompleteAsync(string item, CancellationToken cancellationToken);

    Task AbandonAsync(string item, CancellationToken cancellationToken);
}

// the handler has a token of its own
public sealed class Limited(IQueue queue) : BackgroundService
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
            catch (OperationCanceledException)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                await queue.AbandonAsync(item, limit.Token);
                throw;
            }
        }
    }
}

// another token's cancellation: a request with a time limit
public sealed class TimeLimit(IQueue queue) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var item = await queue.DequeueAsync(stoppingToken) ?? "";
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                await Task.Delay(item.Length, limit.Token);
            }
            catch (OperationCanceledException)
            {
                await queue.AbandonAsync(item, stoppingToken);
            }
        }
    }
}

// the handler takes only what is not the stop
public sealed class NotTheStop(IQueue queue) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var item = await queue.DequeueAsync(stoppingToken) ?? "";
            try
            {
                await Task.Delay(item.Length, stoppingToken);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                await queue.AbandonAsync(item, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await queue.AbandonAsync(item, stoppingToken);
            }
        }
    }
}

// a last flush without the token
public sealed class LastFlush(Channel<string> channel) : BackgroundService
{
    private readonly List<string> _batch = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var line in channel.Reader.ReadAllAsync(stoppingToken))
            {
                _batch.Add(line);
                if (_batch.Count >= 100)
                {
                    await FlushAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            await FlushAsync(CancellationToken.None);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await File.AppendAllLinesAsync("audit.log", _batch, cancellationToken);
        _batch.Clear();
    }
}

// a failure of one turn is written down, with the token
public sealed class TurnFailed(IQueue queue, ILogger<TurnFailed> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var item = await queue.DequeueAsync(stoppingToken) ?? "";
            try
            {
                Console.WriteLine(item);
            }
            catch (IOException e)
            {
                logger.LogError(e, "x");
                await queue.AbandonAsync(item, stoppingToken);
            }
        }
    }
}

// a step that runs once, then the next with the token
public sealed class OneAfterTheOther(IQueue queue) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var i = 0; i < 10 && !stoppingToken.IsCancellationRequested; i++)
        {
            await queue.DequeueAsync(stoppingToken);
        }

        await queue.CompleteAsync("all", stoppingToken);
    }
}
