// an `IHostLifetime` that listens to no signal
// broken: exit 143, at once
// fixed: exit 0, at once
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<Worker>();
#if BROKEN
builder.Services.AddSingleton<IHostLifetime, Boot>();
#endif
await builder.Build().RunAsync();

class Boot : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

class Worker : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Console.WriteLine("ready");
        return Task.Delay(60_000, stoppingToken);
    }
}
