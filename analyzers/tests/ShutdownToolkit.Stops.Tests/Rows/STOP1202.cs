// `StartNew` of an async loop without `Unwrap`
// broken: exit 0, at once, never says "item kept"
// fixed: exit 0, at once, says "item kept"
Row.Run<Worker>();

class Worker : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
#if BROKEN
        await Task.Factory.StartNew(() => LoopAsync(stoppingToken), TaskCreationOptions.LongRunning);
#else
        await Task.Factory.StartNew(() => LoopAsync(stoppingToken), TaskCreationOptions.LongRunning).Unwrap();
#endif
    }

    private static async Task LoopAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            Row.Ready();
            await Row.WorkAsync();
            File.AppendAllText("items.log", "item kept");
        }
    }
}
