// a last write that gets the cancelled token
// broken: exit 0, at once, never says "one line"
// fixed: exit 0, at once, says "one line"
using System.Threading.Channels;

Row.Run<Auditor>();

class Auditor : BackgroundService
{
    private readonly Channel<string> _queue = Channel.CreateUnbounded<string>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _queue.Writer.TryWrite("one line");
        var batch = new List<string>();
        try
        {
            while (true)
            {
                batch.Add(await _queue.Reader.ReadAsync(stoppingToken));
                Row.Ready();
            }
        }
        catch (OperationCanceledException)
        {
        }

#if BROKEN
        await File.AppendAllLinesAsync("audit.log", batch, stoppingToken);
#else
        await File.AppendAllLinesAsync("audit.log", batch, CancellationToken.None);
#endif
    }
}
