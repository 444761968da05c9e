internal sealed class Feed : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken start) => Task.CompletedTask;

    public Task StartAsync(CancellationToken start) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken start) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken stop)
    {
        Thread.Sleep(9_000);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(6), default).ConfigureAwait(false);
        }
        finally
        {
            Console.WriteLine("stopped");
        }
    }

    public Task StoppedAsync(CancellationToken stop) => Task.CompletedTask;
}
