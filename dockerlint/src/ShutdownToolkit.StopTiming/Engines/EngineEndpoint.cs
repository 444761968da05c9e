using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>Where an engine is, and how its TLS is checked.</summary>
/// <param name="Address">unix, npipe, tcp, http or https; ssh is found too, and refused when it is used.</param>
/// <param name="Source">Who says so, for messages: <c>DOCKER_HOST</c>, <c>docker context remote</c>, <c>default</c>.</param>
/// <param name="Certificates">The folder with ca.pem, cert.pem and key.pem; null: no TLS, but for https and where nothing is verified.</param>
/// <param name="SkipVerify">The server's certificate is not checked (a context made with <c>skip-tls-verify</c>).</param>
/// <param name="NeedsAuthority">Without ca.pem nobody is asked (docker's variables); a context may leave it to the system.</param>
internal sealed record EngineEndpoint(
    Uri Address, string Source, string? Certificates = null, bool SkipVerify = false, bool NeedsAuthority = false);

/// <summary>Finds the engine as the docker command line does, and podman's socket after docker's.</summary>
/// <param name="variable">The environment.</param>
/// <param name="home">The user's folder.</param>
/// <param name="answers">Does somebody listen at this Unix socket or named pipe?</param>
internal sealed class EngineSearch(Func<string, string?> variable, string home, Func<Uri, bool> answers)
{
    private string ConfigurationFolder => Value("DOCKER_CONFIG") ?? Path.Combine(home, ".docker");

    /// <summary>
    /// The order of docker's command line (docker/cli, cli/command/cli.go, resolveContextName): DOCKER_HOST, DOCKER_CONTEXT, the current context
    /// of config.json, the default socket. After it: rootless and Docker Desktop's sockets, CONTAINER_HOST, podman's.
    /// </summary>
    /// <exception cref="StopTimingException">What is configured cannot be read.</exception>
    public EngineEndpoint Find(string? inCode)
    {
        if (inCode is { Length: > 0 })
        {
            return Variables(inCode, "given in code");
        }

        if (Value("DOCKER_HOST") is { } host)
        {
            return Variables(host, "DOCKER_HOST");
        }

        if ((Value("DOCKER_CONTEXT") ?? CurrentContext()) is { } context && context != "default")
        {
            return Context(context);
        }

        var sockets = Sockets().ToList();
        return sockets.Find(endpoint => endpoint.Source == "CONTAINER_HOST" || answers(endpoint.Address)) ?? sockets[0];
    }

    private EngineEndpoint Variables(string host, string source)
    {
        var address = Parse(host, source);
        // docker: any text in DOCKER_TLS_VERIFY turns verification on; DOCKER_TLS takes TLS as it comes.
        var verifies = Value("DOCKER_TLS_VERIFY") is not null;
        var tls = address.Scheme is "tcp" or "https" && (verifies || Value("DOCKER_TLS") is not null);
        var certificates = tls ? Value("DOCKER_CERT_PATH") ?? ConfigurationFolder : null;
        return new EngineEndpoint(WithPort(address, tls), source, certificates, SkipVerify: tls && !verifies, NeedsAuthority: tls && verifies);
    }

    /// <summary>docker/cli, opts/hosts.go: <c>tcp://engine</c> is at the ports that dockerd takes by itself.</summary>
    private static Uri WithPort(Uri address, bool tls) =>
        address is { Scheme: "tcp", Port: < 0 } ? new UriBuilder(address) { Port = tls ? 2376 : 2375 }.Uri : address;

    private IEnumerable<EngineEndpoint> Sockets()
    {
        if (OperatingSystem.IsWindows())
        {
            yield return new EngineEndpoint(new Uri("npipe://./pipe/docker_engine"), "default");
        }
        else
        {
            yield return Socket("/var/run/docker.sock", "default");
            if (Value("XDG_RUNTIME_DIR") is { } runtime)
            {
                yield return Socket(Path.Combine(runtime, "docker.sock"), "rootless docker");
            }

            yield return Socket(Path.Combine(home, ".docker/run/docker.sock"), "Docker Desktop");
            yield return Socket(Path.Combine(home, ".docker/desktop/docker.sock"), "Docker Desktop");
        }

        if (Value("CONTAINER_HOST") is { } podman)
        {
            yield return new EngineEndpoint(Parse(podman, "CONTAINER_HOST"), "CONTAINER_HOST");
        }

        if (OperatingSystem.IsWindows())
        {
            yield return new EngineEndpoint(new Uri("npipe://./pipe/podman-machine-default"), "podman");
            yield break;
        }

        if (Value("XDG_RUNTIME_DIR") is { } rootless)
        {
            yield return Socket(Path.Combine(rootless, "podman/podman.sock"), "rootless podman");
        }

        yield return Socket("/run/podman/podman.sock", "podman");
    }

    private string? CurrentContext()
    {
        using var configuration = Json(Path.Combine(ConfigurationFolder, "config.json"), required: false);
        return configuration is not null && configuration.RootElement.ValueKind == JsonValueKind.Object
            && configuration.RootElement.TryGetProperty("currentContext", out var current) && current.ValueKind == JsonValueKind.String
            && current.GetString() is { Length: > 0 } name ? name : null;
    }

    // contexts/meta/SHA256(name)/meta.json and contexts/tls/SHA256(name)/docker/*.pem (docker/cli, cli/context/store).
    private EngineEndpoint Context(string name)
    {
        var folder = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name))).ToLowerInvariant();
        using var meta = Json(Path.Combine(ConfigurationFolder, "contexts", "meta", folder, "meta.json"), required: true)
            ?? throw Unusable($"The docker context {name} does not exist (`docker context ls` names those that do).");
        if (!meta.RootElement.TryGetProperty("Endpoints", out var endpoints) || !endpoints.TryGetProperty("docker", out var docker)
            || !docker.TryGetProperty("Host", out var host) || host.GetString() is not { Length: > 0 } address)
        {
            throw Unusable($"The docker context {name} has no docker endpoint.");
        }

        var certificates = Path.Combine(ConfigurationFolder, "contexts", "tls", folder, "docker");
        return new EngineEndpoint(
            Parse(address, $"docker context {name}"),
            $"docker context {name}",
            Directory.Exists(certificates) ? certificates : null,
            docker.TryGetProperty("SkipTLSVerify", out var skips) && skips.ValueKind == JsonValueKind.True);
    }

    private static JsonDocument? Json(string path, bool required)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException)
        {
            return required ? throw Unusable($"{path} cannot be read: {broken.Message}") : null;
        }
    }

    private static Uri Parse(string host, string source)
    {
        // Two spellings of Windows' pipe, and docker's own of a port without a scheme.
        var text = host.Replace("npipe:////./", "npipe://./", StringComparison.Ordinal);
        text = text.Contains("://", StringComparison.Ordinal) ? text : text.StartsWith('/') ? "unix://" + text : "tcp://" + text;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "unix" or "npipe" or "tcp" or "http" or "https" or "ssh"
            ? address
            : throw Unusable(
                $"The engine's address {host} ({source}) cannot be understood: unix:///path, tcp://host:port or npipe://./pipe/name is expected.");
    }

    private static EngineEndpoint Socket(string path, string source) => new(new Uri("unix://" + path), source);

    private string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;

    private static StopTimingException Unusable(string sentence) => new(StopTimingFault.NoEngine, sentence);
}
