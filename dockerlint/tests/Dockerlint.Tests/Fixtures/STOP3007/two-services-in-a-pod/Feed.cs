internal sealed class Feed : IHostedService
{
    public Task StartAsync(CancellationToken start) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken stop)
    {
        await Task.Delay(20_000, stop);
    }
}
