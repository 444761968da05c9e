// a wait of 4 s for the loop, with the token just cancelled
// broken: exit 0, at once, never says "item kept"
// fixed: exit 0, at once, says "item kept"
Row.Run<Poller>();

class Poller : IHostedService
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = LoopAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
#if BROKEN
        await Task.WhenAny(_loop, Task.Delay(4_000, _stopping.Token));
#else
        await Task.WhenAny(_loop, Task.Delay(4_000, cancellationToken));
#endif
    }

    private static async Task LoopAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Row.Ready();
            await Row.WorkAsync();
            File.AppendAllText("items.log", "item kept");
        }
    }
}
