internal sealed class Poller : IHostedService
{
    private readonly CancellationTokenSource _stop = new();
    private Task? _run;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _run = PollAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) // STOP1104
    {
        _stop.Cancel();
        return Task.CompletedTask;
    }

    private static async Task PollAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            await Task.Delay(1_000, token);
        }
    }
}
