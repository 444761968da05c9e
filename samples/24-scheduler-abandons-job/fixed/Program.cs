using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<Scheduler>();
await builder.Build().RunAsync();

internal sealed class Scheduler : BackgroundService
{
    private readonly List<Task> _running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            _running.RemoveAll(job => job.IsCompleted);
            _running.Add(RunJobAsync());
            await Task.Delay(1000, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_running);
        Console.WriteLine("drained");
    }

    private static async Task RunJobAsync()
    {
        Console.WriteLine("ready");
        for (var row = 0; row < 15; row++)
        {
            await Task.Delay(100);
        }

        Console.WriteLine("job done");
    }
}
