// `StopAsync` awaits the loop that it has cancelled
// broken: exit 134, at once
// fixed: exit 0, at once
Row.Run<Listener>();

class Listener : IHostedService
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = LoopAsync();
        Row.Ready();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
#if BROKEN
        await _loop.WaitAsync(cancellationToken);
#else
        try
        {
            await _loop.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }
#endif
    }

    private async Task LoopAsync()
    {
        while (true)
            await Task.Delay(60_000, _stopping.Token);
    }
}
