using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ShutdownToolkit.StopTiming.Engines;

namespace ShutdownToolkit.StopTiming.Testcontainers;

/// <summary>Testcontainers asks every engine for API version 1.44, which those before docker 25 refuse; this asks the engine first.</summary>
public static class EngineVersion
{
    private const string Variable = "DOCKER_API_VERSION";

    // What Testcontainers 4 asks for when nothing else is said (DockerEndpointAuthenticationConfiguration.cs).
    private static readonly Version _asked = new(1, 44);

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Sets DOCKER_API_VERSION for this process when the engine speaks an older version than Testcontainers asks for. Testcontainers reads it
    /// once, so call it in a <c>[ModuleInitializer]</c> of the test assembly. Nothing waits asynchronously in here: in a module initializer that
    /// would never end. An engine that does not answer, or only over TLS, is left to Testcontainers.
    /// </summary>
    public static void Negotiate()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
        {
            return;
        }

        try
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            var endpoint = new EngineSearch(Environment.GetEnvironmentVariable, home, EngineConnection.Answers).Find(inCode: null);
            if (endpoint.Certificates is null && Ping(endpoint.Address) is { } offered && offered < _asked)
            {
                Environment.SetEnvironmentVariable(Variable, offered.ToString());
            }
        }
        catch (Exception silent)
            when (silent is StopTimingException or SocketException or IOException or TimeoutException or UnauthorizedAccessException)
        {
            // Testcontainers will say so itself.
        }
    }

    private static Version? Ping(Uri address)
    {
        using var stream = Connect(address);
        if (stream is null)
        {
            return null;
        }

        stream.Write("GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n"u8);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            if (line.StartsWith("Api-Version:", StringComparison.OrdinalIgnoreCase) && Version.TryParse(line.AsSpan(12).Trim(), out var version))
            {
                return version;
            }
        }

        return null;
    }

    private static Stream? Connect(Uri address)
    {
        switch (address.Scheme)
        {
            case "unix":
                return Connect(AddressFamily.Unix, ProtocolType.Unspecified, new UnixDomainSocketEndPoint(address.LocalPath));
            case "tcp" or "http":
                return Connect(AddressFamily.InterNetworkV6, ProtocolType.Tcp, new DnsEndPoint(address.Host, address.Port));
            case "npipe":
                var pipe = new NamedPipeClientStream(".", address.Segments[^1], PipeDirection.InOut);
                pipe.Connect(_patience);
                return pipe;
            default:
                return null;
        }
    }

    private static NetworkStream Connect(AddressFamily family, ProtocolType protocol, EndPoint endpoint)
    {
#pragma warning disable CA2000 // The stream owns it, and where there is none it is disposed of below.
        var socket = new Socket(family, SocketType.Stream, protocol);
#pragma warning restore CA2000
        try
        {
            socket.SendTimeout = socket.ReceiveTimeout = (int)_patience.TotalMilliseconds;
            if (family == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = true;
            }

            socket.Connect(endpoint);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
