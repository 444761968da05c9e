// `StartAsync` without `base.StartAsync`
// broken: exit 0, at once, never says "working"
// fixed: exit 0, at once, says "working"
Row.RunAndSayReady<Worker>();

class Worker : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("starting");
#if BROKEN
        return Task.CompletedTask;
#else
        return base.StartAsync(cancellationToken);
#endif
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Console.WriteLine("working");
        await Task.Delay(Timeout.Infinite, stoppingToken);
    }
}
