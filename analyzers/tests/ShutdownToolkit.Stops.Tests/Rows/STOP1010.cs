// a customer charged, and the mark saved with the stop token
// broken: exit 0, at once, says "charged", never says "marked"
// fixed: exit 0, at once, says "charged", says "marked"
Row.Run<StepRunner>();

class StepRunner : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await ChargeCustomerAsync();
#if BROKEN
            await File.WriteAllTextAsync("steps.log", "marked", stoppingToken);
#else
            await File.WriteAllTextAsync("steps.log", "marked", CancellationToken.None);
#endif
        }
    }

    private static async Task ChargeCustomerAsync()
    {
        Row.Ready();
        await Row.WorkAsync();
        Console.WriteLine("charged");
    }
}
