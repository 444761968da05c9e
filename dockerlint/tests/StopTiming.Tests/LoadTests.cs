using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Stopping;

namespace StopTiming.Tests;

/// <summary>What a client's request is called, by what the server does with its connection around the signal.</summary>
public sealed class LoadTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task ClosedFromTheQueueAfterTheSignal_IsRefused()
    {
        using var server = new Server();
        await using var load = server.Load();
        var signal = await Server.SignalAsync(load);
        await Server.AnswerAsync(await server.Requests.Reader.ReadAsync());
        (await server.Requests.Reader.ReadAsync()).Close(0);
        server.Close();

        var tally = await load.TallyAsync(signal);

        Assert.Equal((1, 1, 0, 0), (tally.InFlight, tally.Completed, tally.Cut, tally.AcceptedAfter));
        Assert.True(tally.RefusedAfter > 0);
    }

    [Fact]
    public async Task HeldForASecondAfterTheSignalAndReset_IsCut()
    {
        using var server = new Server();
        await using var load = server.Load();
        var signal = await Server.SignalAsync(load);
        await Server.AnswerAsync(await server.Requests.Reader.ReadAsync());
        var late = await server.Requests.Reader.ReadAsync();
        server.Close();
        await Task.Delay(TimeSpan.FromSeconds(1));
        late.Close(0);

        var tally = await load.TallyAsync(signal);

        Assert.Equal((1, 1, 1, 1), (tally.InFlight, tally.Completed, tally.CutAfter, tally.AcceptedAfter));
    }

    [Fact]
    public async Task HalfAnAnswerAfterTheSignal_IsCut()
    {
        using var server = new Server();
        await using var load = server.Load();
        var signal = await Server.SignalAsync(load);
        await Server.AnswerAsync(await server.Requests.Reader.ReadAsync());
        var late = await server.Requests.Reader.ReadAsync();
        await late.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"u8.ToArray());
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        late.Close(0);
        server.Close();

        var tally = await load.TallyAsync(signal);

        Assert.Equal((1, 1, 1, 1), (tally.InFlight, tally.Completed, tally.CutAfter, tally.AcceptedAfter));
    }

    [Fact]
    public async Task ResetAtTheSignal_IsCutHoweverQuickly()
    {
        using var server = new Server();
        await using var load = server.Load();
        var signal = await Server.SignalAsync(load);
        server.Close();
        (await server.Requests.Reader.ReadAsync()).Close(0);

        var tally = await load.TallyAsync(signal);

        Assert.Equal((1, 0, 1, 0), (tally.InFlight, tally.Completed, tally.Cut, tally.AcceptedAfter));
    }

    /// <summary>Accepts; each test answers, holds or resets by hand.</summary>
    private sealed class Server : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Server()
        {
            _listener.Start();
            _ = AcceptAsync();
        }

        public Channel<Socket> Requests { get; } = Channel.CreateUnbounded<Socket>();

        public Load Load() => new(
            new LoadOptions(new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"), Concurrency: 1),
            new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"),
            TimeProvider.System);

        public static async Task<DateTimeOffset> SignalAsync(Load load)
        {
            await load.StartedAsync(_patience, CancellationToken.None);
            return DateTimeOffset.UtcNow;
        }

        public static async Task AnswerAsync(Socket connection)
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray());
            connection.Shutdown(SocketShutdown.Send);
        }

        public void Close() => _listener.Stop();

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    var connection = await _listener.AcceptSocketAsync();
                    await connection.ReceiveAsync(new byte[4096]);
                    await Requests.Writer.WriteAsync(connection);
                }
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                Requests.Writer.TryComplete();
            }
        }
    }
}
