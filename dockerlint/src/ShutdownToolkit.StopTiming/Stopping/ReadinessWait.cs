using System.Net.Sockets;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Processes;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>Waits until a container is ready; its end or the timeout ends the wait.</summary>
internal sealed class ReadinessWait(
    Engine engine, StopOptions options, string id, ItemStream<LogLine> logs, ItemStream<EngineEvent> events)
{
    // How often an address, a health state or a process tree is looked at.
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _lastLines = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _unchanged = TimeSpan.FromMilliseconds(500);

    public async Task UntilAsync(Readiness readiness, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ended = events.FirstAsync(StopSequence.IsEnd, Timeout.InfiniteTimeSpan, limit.Token);
        var ready = ReadyAsync(readiness, limit.Token);
        var first = await Task.WhenAny(ready, ended, Task.Delay(options.ReadyTimeout, options.Clock, limit.Token));
        cancellation.ThrowIfCancellationRequested();
        try
        {
            if (first == ready && await ready)
            {
                return;
            }

            if (first == ended && await ended is { } end)
            {
                throw await EarlyEndAsync(end);
            }
        }
        finally
        {
            await limit.CancelAsync();
            await Task.WhenAny(Task.WhenAll(ready, ended));
        }

        if (events.IsEnded)
        {
            throw new StopTimingException(StopTimingFault.EngineLost, "The engine stopped answering before the container was ready.", events.Failure);
        }

        throw new StopTimingException(
            StopTimingFault.NeverReady, $"Not ready within {options.ReadyTimeout.TotalSeconds:0.#} s ({Words(readiness)}); {LastWords()}.");
    }

    public async Task<StopTimingException> EarlyEndAsync(EngineEvent end)
    {
        if (end.Action == "destroy")
        {
            return new StopTimingException(
                StopTimingFault.ContainerRemoved, "The container was removed by somebody else before its stop was measured.");
        }

        // The event may be here before the last line: the log stream ends when the container does.
        await Task.WhenAny(logs.Ended, Task.Delay(_lastLines, options.Clock));
        return new StopTimingException(
            StopTimingFault.EndedBeforeStop,
                $"The container ended by itself with exit code {end.ExitCode} before it was told to stop; {LastWords()}.");
    }

    private string LastWords() => logs.Seen is [.., var last] ? $"its last log line: {last.Text}" : "it logged nothing";

    private async Task<bool> ReadyAsync(Readiness readiness, CancellationToken cancellation)
    {
        try
        {
            return readiness switch
            {
                Readiness.ReadyLog log => await LogAsync(log.Text, cancellation),
                Readiness.ReadyHttp http => await HttpAsync(http.Address, cancellation),
                Readiness.ReadyHealthy => await HealthyAsync(cancellation),
                _ => await SettledAsync(cancellation),
            };
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> LogAsync(string text, CancellationToken cancellation)
    {
        if (await logs.FirstAsync(line => line.Text.Contains(text, StringComparison.Ordinal), Timeout.InfiniteTimeSpan, cancellation) is not null)
        {
            return true;
        }

        // The stream ends with the container, which is told apart by its own event, or because the logs cannot be read.
        return logs.IsUnreadable()
            ? throw new StopTimingException(StopTimingFault.LogsUnreadable, $"The ready text cannot be waited for: {logs.Failure!.Message}")
            : await Never(cancellation);
    }

    private async Task<bool> HttpAsync(Uri address, CancellationToken cancellation)
    {
        var target = ContainerAddress.Resolve(address, await engine.InspectAsync(id, cancellation));
        using var handler = new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(target, cancellation);
                if ((int)response.StatusCode < 400)
                {
                    return true;
                }
            }
            catch (Exception failed) when (failed is HttpRequestException or SocketException or IOException
                || (failed is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
            }

            await Task.Delay(_interval, options.Clock, cancellation);
        }
    }

    private async Task<bool> HealthyAsync(CancellationToken cancellation)
    {
        while (true)
        {
            switch ((await engine.InspectAsync(id, cancellation)).Health)
            {
                case "healthy":
                    return true;
                case null:
                    throw new StopTimingException(StopTimingFault.NeverReady, "The container has no health check to wait for.");
                default:
                    await Task.Delay(_interval * 2, options.Clock, cancellation);
                    break;
            }
        }
    }

    private async Task<bool> SettledAsync(CancellationToken cancellation)
    {
        var before = "";
        var since = options.Clock.GetTimestamp();
        while (true)
        {
            var processes = await ProcessTable.ReadAsync(engine, await engine.InspectAsync(id, cancellation), cancellation);
            var now = string.Join('\n', processes.Where(process => !process.Exec)
                .Select(process => $"{process.Pid} {process.Parent} {process.Shown} {process.Caught} {process.Ignored}"));
            if (now != before)
            {
                before = now;
                since = options.Clock.GetTimestamp();
            }
            else if (options.Clock.GetElapsedTime(since) >= _unchanged)
            {
                return true;
            }

            await Task.Delay(_interval, options.Clock, cancellation);
        }
    }

    private static async Task<bool> Never(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        return false;
    }

    private static string Words(Readiness readiness) => readiness switch
    {
        Readiness.ReadyLog log => $"no log line contains \"{log.Text}\"",
        Readiness.ReadyHttp http => $"{http.Address} does not answer with success",
        Readiness.ReadyHealthy => "the health check does not say healthy",
        _ => "its processes keep changing",
    };
}
