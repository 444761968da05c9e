using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<OrderLoop>();
await builder.Build().RunAsync();

internal sealed class OrderLoop : IHostedService
{
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(() => RunAsync(cancellationToken), CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAny(_loop, Task.Delay(1000, cancellationToken));

    private static async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(500, stopping); // the first order; the host has started by then
            Console.WriteLine("ready");
            while (true)
            {
                await Task.Delay(200, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("drained");
        }
    }
}
