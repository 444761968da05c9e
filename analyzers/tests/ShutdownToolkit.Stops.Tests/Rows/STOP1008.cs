// a catch-all around the loop that logs
// broken: exit 0, at once, says "the worker failed"
// fixed: exit 0, at once, never says "the worker failed"
Row.Run<Worker>(logs: true);

class Worker(ILogger<Worker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            Row.Ready();
            while (true)
                await Task.Delay(60_000, stoppingToken);
        }
#if !BROKEN
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
#endif
        catch (Exception e)
        {
            logger.LogError(e, "the worker failed");
        }
    }
}
