// `RunAsync` that nobody awaits
// broken: exit 0, ended before
// fixed: exit 0, at once
var builder = Host.CreateApplicationBuilder(args);
builder.Services.WithTimeout().AddHostedService<Said>();
var host = builder.Build();
#if BROKEN
_ = host.RunAsync();
#else
await host.RunAsync();
#endif

class Said : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(2_000, stoppingToken);
        Row.Ready();
        await Task.Delay(Timeout.Infinite, stoppingToken);
    }
}
