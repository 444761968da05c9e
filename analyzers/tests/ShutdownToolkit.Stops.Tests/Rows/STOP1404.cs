// `Console.ReadLine` with standard input closed
// broken: exit 0, ended before
// fixed: exit 0, at once
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<Said>();
using var host = builder.Build();
await host.StartAsync();
Console.WriteLine("press Enter to stop");
#if BROKEN
Console.ReadLine();
#else
await host.WaitForShutdownAsync();
#endif

class Said : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(2_000, stoppingToken);
        Console.WriteLine("ready");
        await Task.Delay(Timeout.Infinite, stoppingToken);
    }
}
