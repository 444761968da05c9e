using System.Collections.Concurrent;
using System.Net.Sockets;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>What happened to the requests around the stop signal.</summary>
/// <param name="InFlight">Begun before the signal and not answered at it.</param>
/// <param name="Completed">Of those, answered in full with a status below 500.</param>
/// <param name="Cut">Accepted, before or after the signal, and never answered in full, or with a server error.</param>
/// <param name="RefusedAfter">Begun after the signal and not accepted.</param>
/// <param name="AcceptedAfter">Connections that were accepted after the signal.</param>
public sealed record RequestTally(int InFlight, int Completed, int Cut, int RefusedAfter, int AcceptedAfter);

/// <summary>Clients that send one request after another, each on a new connection, until they are stopped.</summary>
internal sealed class Load : IAsyncDisposable
{
    // A refused connection is tried again at this pace: fast enough to see a late accept, slow enough for a small machine.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // What was written before the end may still be on its way, and this machine may be busy; where no reset arrives, this is the wait.
    private static readonly TimeSpan LastBytes = TimeSpan.FromSeconds(2);

    // The kernel accepts before the application does. A first answer proves that a client is served; a long request gets this long.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan NextRequest = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentQueue<Request> requests = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly LoadOptions options;
    private readonly Uri address;
    private readonly TimeProvider clock;
    private readonly Task clients;
    private int accepted;
    private int served;
    private int open;

    public Load(LoadOptions options, Uri address, TimeProvider clock)
    {
        this.options = options;
        this.address = address;
        this.clock = clock;
        clients = Task.WhenAll(Enumerable.Range(0, options.Concurrency).Select(_ => Task.Run(ClientAsync)));
    }

    private enum Outcome
    {
        Answered,
        Refused,
        Cut,
    }

    /// <summary>Waits until every client has a connection open and is served: the stop then finds requests in flight, not in the listen queue.</summary>
    public async Task StartedAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        while (accepted < options.Concurrency)
        {
            try
            {
                await Task.Delay(Pause, clock, limit.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new StopTimingException(StopTimingFault.NeverReady, $"The load got no connection to {address} within {timeout.TotalSeconds:0.#} s.");
            }
        }

        var connected = clock.GetTimestamp();
        while (served < options.Concurrency && clock.GetElapsedTime(connected) < Settles)
        {
            await Task.Delay(Pause, clock, cancellation);
        }

        // Not in the gap between an answer and the next request.
        await Task.Delay(NextRequest, clock, cancellation);
    }

    /// <summary>Ends the clients and counts; <paramref name="signal"/> is the moment of the stop signal on our clock.</summary>
    public async Task<RequestTally> TallyAsync(DateTimeOffset signal)
    {
        var ended = clock.GetTimestamp();
        do
        {
            await Task.Delay(Pause, clock);
        }
        while (Volatile.Read(ref open) > 0 && clock.GetElapsedTime(ended) < LastBytes);

        await stopping.CancelAsync();
        await clients;
        var inFlight = requests.Where(request => request.Began <= signal && request.Ended > signal && request.Outcome != Outcome.Refused).ToList();
        var after = requests.Where(request => request.Began > signal).ToList();
        return new RequestTally(
            inFlight.Count,
            inFlight.Count(request => request.Outcome == Outcome.Answered),
            inFlight.Concat(after).Count(request => request.Outcome == Outcome.Cut),
            after.Count(request => request.Outcome == Outcome.Refused),
            after.Count(request => request.Outcome != Outcome.Refused));
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await clients;
        stopping.Dispose();
    }

    private async Task ClientAsync()
    {
        var first = true;
        var unserved = true;
        while (!stopping.IsCancellationRequested)
        {
            var connected = false;
            using var handler = new SocketsHttpHandler
            {
                UseProxy = false,
                ConnectCallback = async (context, cancellation) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    try
                    {
                        await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                        connected = true;
                        Interlocked.Increment(ref open);
                        if (first)
                        {
                            Interlocked.Increment(ref accepted);
                            first = false;
                        }

                        return new NetworkStream(socket, ownsSocket: true);
                    }
                    catch
                    {
                        socket.Dispose();
                        throw;
                    }
                },
            };
            using var client = new HttpClient(handler) { Timeout = options.RequestTimeout };
            var began = clock.GetUtcNow();
            var (answered, bytes) = await RequestAsync(client, Served);
            if (answered is null)
            {
                // The container is gone: what it accepted and did not answer is lost, also when no reset arrives.
                if (connected)
                {
                    requests.Enqueue(new Request(began, clock.GetUtcNow(), Outcome.Cut));
                }

                return;
            }

            // A published port's proxy accepts for a container that no longer listens, and closes at once without a byte.
            var refused = !connected || (answered == false && !bytes && address.IsLoopback && clock.GetUtcNow() - began < Pause);
            requests.Enqueue(new Request(began, clock.GetUtcNow(), answered == true ? Outcome.Answered : refused ? Outcome.Refused : Outcome.Cut));
            if (connected)
            {
                Interlocked.Decrement(ref open);
            }

            if (answered == false)
            {
                await Task.WhenAny(Task.Delay(Pause, clock, stopping.Token));
            }
        }

        void Served()
        {
            if (unserved)
            {
                unserved = false;
                Interlocked.Increment(ref served);
            }
        }
    }

    private async Task<(bool? Answered, bool Bytes)> RequestAsync(HttpClient client, Action served)
    {
        var bytes = false;
        try
        {
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, stopping.Token);
            bytes = true;
            served();
            await response.Content.CopyToAsync(Stream.Null, stopping.Token);
            return ((int)response.StatusCode < 500, bytes);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return (null, bytes);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or OperationCanceledException)
        {
            return (false, bytes);
        }
    }

    private sealed record Request(DateTimeOffset Began, DateTimeOffset Ended, Outcome Outcome);
}
