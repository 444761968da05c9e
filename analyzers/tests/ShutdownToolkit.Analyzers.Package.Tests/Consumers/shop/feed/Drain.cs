internal sealed class Drain : IHostedService
{
    public Task StartAsync(CancellationToken start) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromSeconds(15), stop);
    }
}
