// a buffered Serilog file without `CloseAndFlush`
// broken: exit 0, at once, never says "order 1 done"
// fixed: exit 0, at once, says "order 1 done"
using Serilog;

Log.Logger = new LoggerConfiguration().WriteTo.File("orders.log", buffered: true).CreateLogger();
#if BROKEN
var builder = Host.CreateApplicationBuilder(args);
builder.Services.WithTimeout().AddSerilog().AddHostedService<Orders>();
await builder.Build().RunAsync();
#else
try
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.Services.WithTimeout().AddSerilog().AddHostedService<Orders>();
    await builder.Build().RunAsync();
}
finally
{
    Log.CloseAndFlush();
}
#endif

class Orders : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Log.Information("order 1 done");
        Row.Ready();
        return Task.Delay(60_000, stoppingToken);
    }
}
