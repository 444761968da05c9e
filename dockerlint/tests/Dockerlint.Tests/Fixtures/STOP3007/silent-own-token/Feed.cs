internal sealed class Feed : IHostedService
{
    public Task StartAsync(CancellationToken start) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken stop)
    {
        using var own = new CancellationTokenSource(1_000); await Task.Delay(40_000, own.Token);
    }
}
