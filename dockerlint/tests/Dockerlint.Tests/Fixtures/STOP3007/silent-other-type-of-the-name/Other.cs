namespace Other
{
    internal sealed class Feed : IHostedService
    {
        public Task StartAsync(CancellationToken start) => Task.CompletedTask;

        public Task StopAsync(CancellationToken stop) => Task.CompletedTask;
    }
}
