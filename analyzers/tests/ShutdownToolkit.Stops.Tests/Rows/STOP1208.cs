// `Change(0, 0)` at the stop
// broken: exit 0, at once, says "tick at the stop"
// fixed: exit 0, at once, never says "tick at the stop"
Row.Run<Refresher>();

sealed class Refresher : IHostedService, IDisposable
{
    private Timer? _timer;
    private volatile bool _stopping;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(_ => Tick(), null, 0, 60_000);
        return Task.CompletedTask;
    }

    private void Tick()
    {
        File.AppendAllText("ticks.log", _stopping ? "tick at the stop" : "tick");
        if (!_stopping)
        {
            Row.Ready();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
#if BROKEN
        _timer?.Change(0, 0);
#else
        _timer?.Change(Timeout.Infinite, Timeout.Infinite);
#endif
        return Task.Delay(1500, cancellationToken);
    }

    public void Dispose() => _timer?.Dispose();
}
