// hosted services started without a host
// broken: exit 143, at once
// fixed: exit 0, at once
#if BROKEN
var provider = new ServiceCollection().AddHostedService<Worker>().BuildServiceProvider();
foreach (var service in provider.GetServices<IHostedService>())
    await service.StartAsync(CancellationToken.None);
await Task.Delay(Timeout.Infinite);
#else
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<Worker>();
await builder.Build().RunAsync();
#endif

class Worker : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Console.WriteLine("ready");
        return Task.Delay(60_000, stoppingToken);
    }
}
