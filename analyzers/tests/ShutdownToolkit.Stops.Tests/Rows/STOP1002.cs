// `Task.Delay` of a minute without the stop token
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
            await Task.Delay(TimeSpan.FromMinutes(1));
#else
            await Task.Delay(TimeSpan.FromMinutes(1), stoppingToken);
#endif
        }
    }
}
