internal sealed class Sink : IHostedService
{
    public Task StartAsync(CancellationToken start) => Task.CompletedTask;

    public Task StopAsync(CancellationToken stop) => Task.Delay(8_000, CancellationToken.None);
}
