using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

internal sealed class Loop(ILogger<Loop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            log.LogInformation("turn");
            await Task.Yield();
        }
    }
}
