// a worker that runs on a token source of its own
// broken: exit 0, after the timeout
// fixed: exit 0, at once
Row.Run<Worker>();

class Worker : BackgroundService
{
    private readonly CancellationTokenSource _cts = new();

    public override void Dispose()
    {
        _cts.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Row.Ready();
#if BROKEN
        while (!_cts.IsCancellationRequested)
            await Task.Delay(500, _cts.Token);
#else
        while (!stoppingToken.IsCancellationRequested)
            await Task.Delay(500, stoppingToken);
#endif
    }
}
