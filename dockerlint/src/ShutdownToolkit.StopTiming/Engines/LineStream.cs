using System.Diagnostics;
using System.Text;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>The lines of a running command (events, logs), parsed as they come; bounded in length and number.</summary>
internal sealed class LineStream<T> : IAsyncDisposable
    where T : class
{
    private const int LineLimit = 8 * 1024;
    private const int LinesKept = 20_000;

    private readonly object gate = new();
    private readonly Queue<T> seen = new();
    private readonly List<(Func<T, bool> Wanted, TaskCompletionSource<T?> Found)> waiters = [];
    private readonly Process process;
    private readonly Func<string, T?> parse;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource closing = new();
    private readonly Task reading;

    public LineStream(Process process, Func<string, T?> parse, TimeProvider clock)
    {
        this.process = process;
        this.parse = parse;
        this.clock = clock;
        reading = ReadAsync();
    }

    /// <summary>What the command said that is not an item, such as the engine's own error.</summary>
    public string Unparsed { get; private set; } = "";

    public Task Ended => reading;

    public IReadOnlyList<T> Seen
    {
        get
        {
            lock (gate)
            {
                return [.. seen];
            }
        }
    }

    /// <summary>The first item, past or to come, that is wanted; null when the stream ended or the time is up.</summary>
    public async Task<T?> FirstAsync(Func<T, bool> wanted, TimeSpan timeout, CancellationToken cancellation)
    {
        TaskCompletionSource<T?> found;
        lock (gate)
        {
            if (seen.FirstOrDefault(wanted) is { } past)
            {
                return past;
            }

            if (reading is { IsCompleted: true })
            {
                return null;
            }

            found = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((wanted, found));
        }

        try
        {
            return await found.Task.WaitAsync(timeout, clock, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        Engine.End(process);
        await reading;
        process.Dispose();
        closing.Dispose();
    }

    private async Task ReadAsync()
    {
        await Task.Yield();
        await Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        lock (gate)
        {
            waiters.ForEach(waiter => waiter.Found.TrySetResult(null));
            waiters.Clear();
        }
    }

    private async Task ReadAsync(StreamReader reader)
    {
        var line = new StringBuilder();
        var buffer = new char[4096];
        try
        {
            int read;
            while ((read = await reader.ReadAsync(buffer, closing.Token)) > 0)
            {
                for (var at = 0; at < read; at++)
                {
                    if (buffer[at] == '\n')
                    {
                        Take(line.ToString());
                        line.Clear();
                    }
                    else if (line.Length < LineLimit)
                    {
                        line.Append(buffer[at]);
                    }
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ObjectDisposedException)
        {
        }

        if (line.Length > 0)
        {
            Take(line.ToString());
        }
    }

    private void Take(string line)
    {
        var item = parse(line);
        lock (gate)
        {
            if (item is null)
            {
                Unparsed = line;
                return;
            }

            if (seen.Count == LinesKept)
            {
                seen.Dequeue();
            }

            seen.Enqueue(item);
            foreach (var waiter in waiters.Where(waiter => waiter.Wanted(item)).ToList())
            {
                waiter.Found.TrySetResult(item);
                waiters.Remove(waiter);
            }
        }
    }
}
