// what is written after the loop
// broken: exit 0, at once, never says "turns: 1"
// fixed: exit 0, at once, says "turns: 1"
Row.Run<Worker>();

class Worker : BackgroundService
{
    private int _turns;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
#if BROKEN
        while (!stoppingToken.IsCancellationRequested)
        {
            _turns++;
            Row.Ready();
            await Task.Delay(60_000, stoppingToken);
        }

        File.WriteAllText("turns.log", $"turns: {_turns}");
#else
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                _turns++;
                Row.Ready();
                await Task.Delay(60_000, stoppingToken);
            }
        }
        finally
        {
            File.WriteAllText("turns.log", $"turns: {_turns}");
        }
#endif
    }
}
