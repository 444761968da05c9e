using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Docker.DotNet;
using Docker.DotNet.NativeHttp;
using Docker.DotNet.X509;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>A client for an endpoint, with the API version that both sides speak.</summary>
internal static class EngineConnection
{
    // 20.10, the oldest engine that is tested; and what the client's models were made from (docker 29).
    private static readonly Version _oldest = new(1, 41), _newest = new(1, 54);

    private static readonly TimeSpan _socketAnswers = TimeSpan.FromSeconds(2);

    /// <exception cref="StopTimingException">The endpoint cannot be used, or its engine is too old.</exception>
    public static async Task<(DockerClient Client, string Version)> OpenAsync(EngineEndpoint endpoint, CancellationToken cancellation)
    {
        if (endpoint.Address.Scheme == "ssh")
        {
            throw new StopTimingException(StopTimingFault.NoEngine, Forwarding(endpoint));
        }

        using var asking = Build(endpoint, version: null);
        var version = await asking.System.GetVersionAsync(cancellation);
        return (Build(endpoint, Agreed(version.APIVersion, version.Version, version.MinAPIVersion)), version.Version);
    }

    /// <summary>Does somebody listen at this socket? A stale file of an engine that is gone does not count.</summary>
    public static bool Answers(Uri address)
    {
        try
        {
            if (address.Scheme != "unix")
            {
                return File.Exists(@"\\.\pipe\" + address.Segments[^1]);
            }

            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            return File.Exists(address.LocalPath) && socket.ConnectAsync(new UnixDomainSocketEndPoint(address.LocalPath)).Wait(_socketAnswers);
        }
        catch (Exception silent)
            when (silent is AggregateException or SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    /// <param name="oldest">That the engine still speaks; null: it does not say.</param>
    internal static Version Agreed(string offered, string engine, string? oldest = null)
    {
        if (Environment.GetEnvironmentVariable("DOCKER_API_VERSION") is { Length: > 0 } forced && Version.TryParse(forced, out var wanted))
        {
            return wanted;
        }

        var newest = Version.TryParse(offered, out var parsed) ? parsed : _oldest;
        if (Version.TryParse(oldest, out var least) && least > _newest)
        {
            throw new StopTimingException(
                StopTimingFault.NoEngine,
                $"The engine {engine} speaks API versions from {oldest} on; {_newest} is the newest that is understood.");
        }

        return newest < _oldest
            ? throw new StopTimingException(
                StopTimingFault.NoEngine,
                    $"The engine {engine} speaks API version {offered}; {_oldest} (docker 20.10, podman 4) is the oldest that is understood.")
            : newest < _newest ? newest : _newest;
    }

    private static string Forwarding(EngineEndpoint endpoint)
    {
        var port = endpoint.Address.Port > 0 ? $"-p {endpoint.Address.Port} " : "";
        var user = endpoint.Address.UserInfo.Length > 0 ? endpoint.Address.UserInfo + "@" : "";
        var socket = endpoint.Address.AbsolutePath is { Length: > 1 } path ? path : "/var/run/docker.sock";
        return $"The engine at {endpoint.Address} ({endpoint.Source}) is behind ssh: forward its socket with "
            + $"`ssh -nNT {port}-L /tmp/docker.sock:{socket} {user}{endpoint.Address.Host}` and set DOCKER_HOST=unix:///tmp/docker.sock.";
    }

    private static DockerClient Build(EngineEndpoint endpoint, Version? version)
    {
        var builder = new DockerClientBuilder().WithApiVersion(version).WithTimeout(Timeout.InfiniteTimeSpan);
        return endpoint.Address.Scheme switch
        {
            "npipe" => builder.WithEndpoint(endpoint.Address).Build(),
            // One HTTP stack for both: the socket only replaces the connection.
            "unix" => builder.WithEndpoint(new Uri("tcp://localhost")).WithTransportOptions(Transport(endpoint.Address.LocalPath)).Build(),
            _ => builder.WithEndpoint(endpoint.Address).WithAuthProvider(Credentials(endpoint)).WithTransportOptions(Transport(socket: null)).Build(),
        };
    }

    private static NativeHttpTransportOptions Transport(string? socket) => new()
    {
        ConfigureHandler = handler =>
        {
            handler.UseProxy = socket is null;
            handler.Proxy = ProxyBeyondLoopback.Instance;
            // Events, logs and a stop are open at the same time, for every container that is measured at once.
            handler.MaxConnectionsPerServer = int.MaxValue;
            // A connection that the engine has closed meanwhile shows only when it is written to, and what cannot be asked twice is then lost.
            handler.PooledConnectionLifetime = socket is null ? TimeSpan.FromSeconds(30) : TimeSpan.Zero;
            if (socket is not null)
            {
                handler.ConnectCallback = async (_, cancellation) =>
                {
                    if (!File.Exists(socket))
                    {
                        // The system's own words speak of addresses.
                        throw new IOException("there is no such socket");
                    }

                    var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    try
                    {
                        await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                        return new NetworkStream(connection, ownsSocket: true);
                    }
                    catch
                    {
                        connection.Dispose();
                        throw;
                    }
                };
            }
        },
    };

    private static CertificateCredentials? Credentials(EngineEndpoint endpoint)
    {
        if (endpoint.Certificates is not { } folder)
        {
            return endpoint.SkipVerify ? Unverified(new CertificateCredentials(null))
                : endpoint.Address.Scheme == "https" ? new CertificateCredentials(null) : null;
        }

        var (authority, certificate, key) = (Path.Combine(folder, "ca.pem"), Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
        var hasOwn = IsThere(endpoint, certificate, needed: false) | IsThere(endpoint, key, needed: false);
        var credentials = new CertificateCredentials(
            hasOwn && IsThere(endpoint, certificate, needed: true) && IsThere(endpoint, key, needed: true)
                ? Loaded(endpoint, certificate, () => DockerTlsCertificates.LoadCertificateFromPemFiles(certificate, key))
                : null);
        if (endpoint.SkipVerify)
        {
            return Unverified(credentials);
        }

        if (IsThere(endpoint, authority, endpoint.NeedsAuthority))
        {
            var trusted = Loaded(endpoint, authority, () => OwnAuthorities.Load(authority));
            credentials.ServerCertificateValidationCallback = (_, server, shown, errors) => OwnAuthorities.Trust(trusted, server, shown, errors)
                ? true : throw new AuthenticationException(Refused(endpoint, authority, errors));
        }

        return credentials;
    }

    /// <summary>The system's own words name a callback.</summary>
    private static string Refused(EngineEndpoint endpoint, string authority, SslPolicyErrors errors) =>
        errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? $"its certificate is not for {endpoint.Address.Host}" : $"its certificate is not from an authority in {authority}, or has expired";

    private static CertificateCredentials Unverified(CertificateCredentials credentials)
    {
#pragma warning disable CA5359 // The user's own setting: a context made with skip-tls-verify, or DOCKER_TLS without DOCKER_TLS_VERIFY.
        credentials.ServerCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        return credentials;
    }

    /// <summary>A file that is there and cannot be read is an error in any case.</summary>
    private static bool IsThere(EngineEndpoint endpoint, string file, bool needed)
    {
        try
        {
            File.OpenRead(file).Dispose();
            return true;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return needed ? throw Unreadable(endpoint, file, "there is no such file", missing) : false;
        }
        catch (UnauthorizedAccessException denied)
        {
            throw Unreadable(endpoint, file, Directory.Exists(file) ? "it is a folder" : "permission denied", denied);
        }
        catch (IOException unreadable)
        {
            throw Unreadable(endpoint, file, unreadable.Message, unreadable);
        }
    }

    private static T Loaded<T>(EngineEndpoint endpoint, string file, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException or IOException)
        {
            throw Unreadable(endpoint, file, broken.Message, broken);
        }
    }

    private static StopTimingException Unreadable(EngineEndpoint endpoint, string file, string why, Exception inner) =>
        new(StopTimingFault.NoEngine, $"{file}, which the TLS of {endpoint.Source} needs, cannot be read: {why}", inner);
}
