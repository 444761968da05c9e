// a log filter that hides the lifetime
// broken: exit 0, at once, never says "Application is shutting down"
// fixed: exit 0, at once, says "Application is shutting down"
var builder = Host.CreateApplicationBuilder(args);
#if BROKEN
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
#else
builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
#endif
builder.Services.WithTimeout().AddHostedService<Worker>();
await builder.Build().RunAsync();

class Worker : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Row.Ready();
        return Task.Delay(60_000, stoppingToken);
    }
}
