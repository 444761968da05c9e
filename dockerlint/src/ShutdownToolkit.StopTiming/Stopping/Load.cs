using System.Collections.Concurrent;
using System.Net.Sockets;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>What happened to the requests around the stop signal.</summary>
/// <param name="InFlight">Begun before the signal and not answered at it.</param>
/// <param name="Completed">Of those, answered in full with a status below 500.</param>
/// <param name="Cut">Accepted, before or after the signal, and never answered in full, or with a server error.</param>
/// <param name="RefusedAfter">
/// Begun after the signal and not accepted by the application. A listener that closes also resets what the kernel alone had accepted, in its queue:
/// a connection that ends without a byte within half a second counts here.
/// </param>
/// <param name="AcceptedAfter">Connections that the application accepted after the signal.</param>
public sealed record RequestTally(int InFlight, int Completed, int Cut, int RefusedAfter, int AcceptedAfter)
{
    /// <summary>Of those in flight at the signal: with <see cref="Completed"/> they are all of them.</summary>
    public int CutInFlight => InFlight - Completed;

    /// <summary>Of those accepted after the signal; the rest of them was answered.</summary>
    public int CutAfter => Cut - CutInFlight;

    /// <summary>One line whose numbers add up.</summary>
    public override string ToString()
    {
        var late = AcceptedAfter == 0 ? "" : $" ({AcceptedAfter - CutAfter} completed, {CutAfter} cut)";
        return $"{InFlight} in flight at the signal ({Completed} completed, {CutInFlight} cut); "
            + $"afterwards {AcceptedAfter} accepted{late}, {RefusedAfter} refused";
    }
}

/// <summary>Clients that send one request after another, each on a new connection, until they are stopped.</summary>
internal sealed class Load : IAsyncDisposable
{
    // A refused connection is tried again at this pace: fast enough to see a late accept, slow enough for a small machine.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    // What was written before the end may still be on its way, and this machine may be busy; where no reset arrives, this is the wait.
    private static readonly TimeSpan _lastBytes = TimeSpan.FromSeconds(2);

    // The kernel accepts before the application does. A first answer proves that a client is served; a long request gets this long.
    private static readonly TimeSpan _settles = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan _nextRequest = TimeSpan.FromMilliseconds(200);

    // Behind a closing listener a connection waits in the kernel's queue for milliseconds, on a busy machine for some hundred of them.
    private static readonly TimeSpan _queued = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<Request> _requests = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly LoadOptions _options;
    private readonly Uri _address;
    private readonly TimeProvider _clock;
    private readonly Task _clients;
    private int _accepted;
    private int _served;
    private int _open;

    public Load(LoadOptions options, Uri address, TimeProvider clock)
    {
        _options = options;
        _address = address;
        _clock = clock;
        _clients = Task.WhenAll(Enumerable.Range(0, options.Concurrency).Select(_ => Task.Run(ClientAsync)));
    }

    private enum Outcome
    {
        Answered,
        Refused,
        Cut,
    }

    /// <summary>
    /// Waits until every client has a connection open and is served: the stop then finds requests in flight, not in the listen queue.
    /// </summary>
    public async Task StartedAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        while (_accepted < _options.Concurrency)
        {
            try
            {
                await Task.Delay(_pause, _clock, limit.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new StopTimingException(
                    StopTimingFault.NeverReady, $"The load got no connection to {_address} within {timeout.TotalSeconds:0.#} s.");
            }
        }

        var connected = _clock.GetTimestamp();
        while (_served < _options.Concurrency && _clock.GetElapsedTime(connected) < _settles)
        {
            await Task.Delay(_pause, _clock, cancellation);
        }

        // Not in the gap between an answer and the next request.
        await Task.Delay(_nextRequest, _clock, cancellation);
    }

    /// <summary>
    /// Ends the clients and counts; <paramref name="signal"/> is the last moment on our clock at which the stop signal had certainly not been sent.
    /// </summary>
    public async Task<RequestTally> TallyAsync(DateTimeOffset signal)
    {
        var ended = _clock.GetTimestamp();
        do
        {
            await Task.Delay(_pause, _clock);
        }
        while (Volatile.Read(ref _open) > 0 && _clock.GetElapsedTime(ended) < _lastBytes);

        await _stopping.CancelAsync();
        await _clients;
        var inFlight = _requests.Where(request => request.Began <= signal && request.Ended > signal && request.Outcome != Outcome.Refused).ToList();
        var after = _requests.Where(request => request.Began > signal).Select(AfterSignal).ToList();
        return new RequestTally(
            inFlight.Count,
            inFlight.Count(request => request.Outcome == Outcome.Answered),
            inFlight.Concat(after).Count(request => request.Outcome == Outcome.Cut),
            after.Count(request => request.Outcome == Outcome.Refused),
            after.Count(request => request.Outcome != Outcome.Refused));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _clients;
        _stopping.Dispose();
    }

    private static Request AfterSignal(Request request) =>
        request is { Outcome: Outcome.Cut, Bytes: false } && request.Ended - request.Began < _queued
            ? request with { Outcome = Outcome.Refused }
            : request;

    private async Task ClientAsync()
    {
        var first = true;
        var unserved = true;
        while (!_stopping.IsCancellationRequested)
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
                        Interlocked.Increment(ref _open);
                        if (first)
                        {
                            Interlocked.Increment(ref _accepted);
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
            using var client = new HttpClient(handler) { Timeout = _options.RequestTimeout };
            var began = _clock.GetUtcNow();
            var (answered, bytes) = await RequestAsync(client, Served);
            if (answered is null)
            {
                // The container is gone: what it accepted and did not answer is lost, also when no reset arrives.
                if (connected)
                {
                    _requests.Enqueue(new Request(began, _clock.GetUtcNow(), Outcome.Cut, bytes));
                }

                return;
            }

            // A published port's proxy accepts for a container that no longer listens, and closes at once without a byte.
            var refused = !connected || (answered == false && !bytes && _address.IsLoopback && _clock.GetUtcNow() - began < _pause);
            var outcome = answered == true ? Outcome.Answered : refused ? Outcome.Refused : Outcome.Cut;
            _requests.Enqueue(new Request(began, _clock.GetUtcNow(), outcome, bytes));
            if (connected)
            {
                Interlocked.Decrement(ref _open);
            }

            if (answered == false)
            {
                await Task.WhenAny(Task.Delay(_pause, _clock, _stopping.Token));
            }
        }

        void Served()
        {
            if (unserved)
            {
                unserved = false;
                Interlocked.Increment(ref _served);
            }
        }
    }

    private async Task<(bool? Answered, bool Bytes)> RequestAsync(HttpClient client, Action served)
    {
        var bytes = false;
        try
        {
            using var response = await client.GetAsync(_address, HttpCompletionOption.ResponseHeadersRead, _stopping.Token);
            bytes = true;
            served();
            await response.Content.CopyToAsync(Stream.Null, _stopping.Token);
            return ((int)response.StatusCode < 500, bytes);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return (null, bytes);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            // SocketException: the connection was reset between its acceptance and the client's first look at it.
            return (false, bytes);
        }
    }

    /// <param name="Bytes">Whether the head of an answer arrived.</param>
    private sealed record Request(DateTimeOffset Began, DateTimeOffset Ended, Outcome Outcome, bool Bytes);
}
