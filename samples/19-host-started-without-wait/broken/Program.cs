using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<OrderWorker>();
using var host = builder.Build();
await host.StartAsync();
await Task.Delay(Timeout.Infinite);

internal sealed class OrderWorker : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(500, stoppingToken); // the host has started by then
        Console.WriteLine("ready");
        try
        {
            while (true)
            {
                await Task.Delay(200, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(500); // finish the order at hand
            Console.WriteLine("drained");
        }
    }
}
