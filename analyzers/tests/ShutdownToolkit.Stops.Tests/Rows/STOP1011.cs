// half a batch at the stop
// broken: exit 0, at once, never says "one line"
// fixed: exit 0, at once, says "one line"
using System.Threading.Channels;

Row.Run<AuditWriter>();

class AuditWriter : BackgroundService
{
    private readonly Channel<string> _audit = Channel.CreateUnbounded<string>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _audit.Writer.TryWrite("one line");
        var batch = new List<string>();
#if BROKEN
        await foreach (var line in _audit.Reader.ReadAllAsync(stoppingToken))
        {
            batch.Add(line);
            Row.Ready();
            if (batch.Count >= 100)
            {
                await File.AppendAllLinesAsync("audit.log", batch, CancellationToken.None);
                batch.Clear();
            }
        }
#else
        try
        {
            await foreach (var line in _audit.Reader.ReadAllAsync(stoppingToken))
            {
                batch.Add(line);
                Row.Ready();
                if (batch.Count >= 100)
                {
                    await File.AppendAllLinesAsync("audit.log", batch, CancellationToken.None);
                    batch.Clear();
                }
            }
        }
        finally
        {
            await File.AppendAllLinesAsync("audit.log", batch, CancellationToken.None);
        }
#endif
    }
}
