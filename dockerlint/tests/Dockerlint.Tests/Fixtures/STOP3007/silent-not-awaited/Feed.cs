internal sealed class Feed : IHostedService
{
    public Task StartAsync(CancellationToken start) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken stop)
    {
        _ = Task.Delay(40_000); await Task.CompletedTask;
    }
}
