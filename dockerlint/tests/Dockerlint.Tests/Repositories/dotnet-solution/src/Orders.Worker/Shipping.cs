namespace Orders.Worker;

public sealed class Shipping(ILogger<Shipping> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            logger.LogInformation("Looking for orders to ship");
            await Task.Delay(TimeSpan.FromSeconds(15));
        }
    }
}
