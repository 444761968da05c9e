using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<OrderLoop>();
await builder.Build().RunAsync();

internal sealed class OrderLoop : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_loop, Task.Delay(Timeout.Infinite, cancellationToken));
    }

    public void Dispose() => _stopping.Dispose();

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
