internal sealed class Feed : IHostedService
{
    public Task StartAsync(CancellationToken start) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken stop)
    {
        // expect: STOP3007 warning 15-57 "StopAsync of Feed waits 40 s, and the"
        await Task.Delay(TimeSpan.FromSeconds(40), stop);
    }
}
