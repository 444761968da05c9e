// `StopAsync` cancels the loop and does not wait for it
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

#if BROKEN
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Cancel();
        return Task.CompletedTask;
    }
#else
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Cancel();
        await Task.WhenAny(_loop, Task.Delay(Timeout.Infinite, cancellationToken));
    }
#endif

    private static async Task LoopAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Row.Ready();
            await Row.WorkAsync();
            // On a busy machine the signal may come an item later.
            File.AppendAllText("items.log", stop.IsCancellationRequested ? "item kept" : "an earlier item");
        }
    }
}
