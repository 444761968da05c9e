class Lifetime : Microsoft.Extensions.Hosting.IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken token) => Task.CompletedTask;

    public Task StopAsync(CancellationToken token) => Task.CompletedTask;
}
