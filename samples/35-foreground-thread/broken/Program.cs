using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<OrderThread>();
await builder.Build().RunAsync();

internal sealed class OrderThread : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        new Thread(Run).Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void Run()
    {
        Console.WriteLine("ready");
        while (true)
        {
            Thread.Sleep(50);
        }
    }
}
