using System.Net.Sockets;

namespace Docker.Tests;

/// <summary>A socket in front of the engine's own, which a test can cut: to the command line the engine has died.</summary>
internal sealed class EngineConnection : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("engine-");
    private readonly CancellationTokenSource cut = new();
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string engine;
    private Task accepting = Task.CompletedTask;

    private EngineConnection(string engine) => this.engine = engine;

    public string Host => "unix://" + SocketPath;

    private string SocketPath => Path.Combine(folder.FullName, "docker.sock");

    public static async Task<EngineConnection> OpenAsync()
    {
        var host = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } named
            ? named
            : await TestEngine.RunAsync("context", "inspect", "--format", "{{.Endpoints.docker.Host}}");
        Skip.IfNot(host.StartsWith("unix://", StringComparison.Ordinal), $"The engine at {host} is not behind a Unix socket.");
        var connection = new EngineConnection(host["unix://".Length..]);
        connection.listener.Bind(new UnixDomainSocketEndPoint(connection.SocketPath));
        connection.listener.Listen();
        connection.accepting = connection.AcceptAsync();
        return connection;
    }

    /// <summary>Closes every connection and accepts no other.</summary>
    public void Cut()
    {
        File.Delete(SocketPath);
        cut.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        await cut.CancelAsync();
        await accepting;
        listener.Dispose();
        cut.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task AcceptAsync()
    {
        List<Task> relays = [];
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await listener.AcceptAsync(cut.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            listener.Close();
        }

        await Task.WhenAll(relays);
    }

    private async Task RelayAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            await server.ConnectAsync(new UnixDomainSocketEndPoint(engine));
            await Task.WhenAll(CopyAsync(client, server), CopyAsync(server, client));
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, cut.Token)) > 0)
            {
                await to.SendAsync(buffer.AsMemory(0, read), cut.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }
}
