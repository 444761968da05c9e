using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<OrderWorker>();
await builder.Build().RunAsync();

internal sealed class OrderWorker : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Console.WriteLine("ready");
        while (true)
        {
            try
            {
                await Task.Delay(200, stoppingToken);
            }
            catch (Exception exception)
            {
                Console.WriteLine($"will try again: {exception.Message}");
                await Task.Delay(500);
            }
        }
    }
}
