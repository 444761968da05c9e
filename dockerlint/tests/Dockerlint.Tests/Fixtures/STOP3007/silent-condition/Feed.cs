internal sealed class Feed : IHostedService
{
    public Task StartAsync(CancellationToken start) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken stop)
    {
        if (Environment.ProcessorCount > 8) { await Task.Delay(40_000); }
    }
}
