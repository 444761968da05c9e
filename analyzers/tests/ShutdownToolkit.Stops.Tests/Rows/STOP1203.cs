// a timer whose tick is async
// broken: exit 0, at once, never says "tick done"
// fixed: exit 0, at once, says "tick done"
Row.Run<Refresher>();

#if BROKEN
sealed class Refresher : IHostedService, IDisposable
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(async _ => await Tick.RunAsync(), null, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Change(Timeout.Infinite, 0);
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();
}
#else
class Refresher : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30));
        do
            await Tick.RunAsync();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
#endif

static class Tick
{
    public static async Task RunAsync()
    {
        Row.Ready();
        await Row.WorkAsync();
        File.WriteAllText("state.log", "tick done");
    }
}
