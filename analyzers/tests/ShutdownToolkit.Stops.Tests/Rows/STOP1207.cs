// a background thread that nobody joins
// broken: exit 0, at once, never says "line kept"
// fixed: exit 0, at once, says "line kept"
using System.Collections.Concurrent;

Row.Run<Reader>();

class Reader : IHostedService
{
    private readonly BlockingCollection<string> _lines = ["a"];
    private Thread? _thread;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        (_thread = new Thread(Loop) { IsBackground = true }).Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _lines.CompleteAdding();
#if !BROKEN
        _thread?.Join(TimeSpan.FromSeconds(4));
#endif
        return Task.CompletedTask;
    }

    private void Loop()
    {
        foreach (var line in _lines.GetConsumingEnumerable())
        {
            Row.Ready();
            Thread.Sleep(900);
            Thread.Sleep(900);
            Thread.Sleep(900);
            File.AppendAllText("lines.log", "line kept");
        }
    }
}
