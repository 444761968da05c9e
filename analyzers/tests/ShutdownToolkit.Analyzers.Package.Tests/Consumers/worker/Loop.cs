internal sealed class Loop(ILogger<Loop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true) // STOP1001
        {
            log.LogInformation("turn");
            await Task.Yield();
        }
    }
}
