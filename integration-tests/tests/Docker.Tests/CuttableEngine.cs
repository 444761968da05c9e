using System.Net;
using System.Net.Sockets;
using ShutdownToolkit.StopTiming.Engines;

namespace Docker.Tests;

/// <summary>An address in front of the engine's own socket: another way to the same engine, which a test can cut as if it had died.</summary>
internal sealed class CuttableEngine : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("engine-");
    private readonly CancellationTokenSource _cut = new();
    private readonly Socket _listener;
    private readonly string _engine;
    private readonly Task _accepting;
    private int _connections;

    private CuttableEngine(bool tcp)
    {
        var found = new EngineSearch(
            Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), EngineConnection.Answers);
        var endpoint = found.Find(inCode: null).Address;
        Skip.IfNot(endpoint.Scheme == "unix", $"The engine at {endpoint} is not behind a Unix socket.");
        _engine = endpoint.LocalPath;
        if (tcp)
        {
            _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            Host = $"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";
        }
        else
        {
            _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
            Host = "unix://" + SocketPath;
        }

        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public string Host { get; }

    /// <summary>How often somebody connected.</summary>
    public int Connections => Volatile.Read(ref _connections);

    private string SocketPath => Path.Combine(_folder.FullName, "docker.sock");

    public static CuttableEngine Open() => new(tcp: false);

    public static CuttableEngine OpenTcp() => new(tcp: true);

    /// <summary>Closes every connection and accepts no other.</summary>
    public void Cut()
    {
        File.Delete(SocketPath);
        _cut.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        await _cut.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _cut.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task AcceptAsync()
    {
        List<Task> relays = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_cut.Token);
                Interlocked.Increment(ref _connections);
                relays.Add(RelayAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            _listener.Close();
        }

        await Task.WhenAll(relays);
    }

    private async Task RelayAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            await server.ConnectAsync(new UnixDomainSocketEndPoint(_engine));
            await Task.WhenAll(CopyAsync(client, server), CopyAsync(server, client));
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, _cut.Token)) > 0)
            {
                await to.SendAsync(buffer.AsMemory(0, read), _cut.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }
}
