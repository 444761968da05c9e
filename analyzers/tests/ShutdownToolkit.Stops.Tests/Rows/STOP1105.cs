// `StopAsync` waits for what never comes, and not for its token
// broken: killed
// fixed: exit 0, after the timeout
Row.Run<Drain>();

class Drain : IHostedService
{
    private volatile int _inFlight;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Enter();
        Row.Ready();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
#if BROKEN
        while (_inFlight > 0)
#else
        while (_inFlight > 0 && !cancellationToken.IsCancellationRequested)
#endif
        {
            await Task.Delay(100);
        }
    }

    public void Enter() => Interlocked.Increment(ref _inFlight);
}
