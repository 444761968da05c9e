// a wait of a minute that refuses the token
// broken: exit 0, after the timeout
// fixed: exit 0, at once
Row.Run<Worker>();

class Worker : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Row.Ready();
#if BROKEN
            await Task.Delay(60_000, CancellationToken.None);
#else
            await Task.Delay(60_000, stoppingToken);
#endif
        }
    }
}
