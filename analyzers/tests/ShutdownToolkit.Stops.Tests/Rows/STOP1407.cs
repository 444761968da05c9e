// `host.StopAsync()` awaited in `ExecuteAsync`
// broken: exit 0, after the timeout
// fixed: exit 0, ended before
Row.Run<Job>();

#if BROKEN
class Job(IHost host) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Row.Ready();
        await host.StopAsync();
    }
}
#else
class Job(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lifetime.StopApplication();
        return Task.CompletedTask;
    }
}
#endif
