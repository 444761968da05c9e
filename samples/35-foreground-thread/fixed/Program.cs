using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<OrderThread>();
await builder.Build().RunAsync();

internal sealed class OrderThread : IHostedService, IDisposable
{
    private readonly ManualResetEventSlim _stopping = new();
    private readonly Thread _thread;

    public OrderThread() => _thread = new Thread(Run);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Set();
        _thread.Join(TimeSpan.FromSeconds(5));
        return Task.CompletedTask;
    }

    public void Dispose() => _stopping.Dispose();

    private void Run()
    {
        Console.WriteLine("ready");
        while (!_stopping.IsSet)
        {
            Thread.Sleep(50);
        }

        Console.WriteLine("drained");
    }
}
