// `Thread.Sleep` of a minute in a worker
// broken: exit 0, after the timeout
// fixed: exit 0, at once
Row.Run<Worker>();

class Worker : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Row.Ready();
#if BROKEN
            Thread.Sleep(TimeSpan.FromMinutes(1));
#else
            stoppingToken.WaitHandle.WaitOne(TimeSpan.FromMinutes(1));
#endif
        }

        return Task.CompletedTask;
    }
}
