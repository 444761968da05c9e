// an endless loop awaited in `StartAsync`
// broken: killed
// fixed: exit 0, at once
Row.Run<Poller>();

#if BROKEN
class Poller : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Row.Ready();
            await Task.Delay(500);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
#else
class Poller : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Row.Ready();
            await Task.Delay(500, stoppingToken);
        }
    }
}
#endif
