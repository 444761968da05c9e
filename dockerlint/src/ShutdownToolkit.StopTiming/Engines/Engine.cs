using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>
/// A container engine (docker, podman), asked over its API. It is found as the docker command line finds it: <see cref="Host"/>, DOCKER_HOST with
/// its TLS variables, the current docker context, the default and rootless sockets; then podman's. No command needs to be installed.
/// </summary>
public sealed class Engine : IDisposable
{
    private readonly IDockerClient? _given;
    private DockerClient? _opened;
    private string _version = "";
    private bool? _isPodman;

    public Engine()
    {
    }

    /// <summary>An engine behind a client that somebody else made and disposes of, such as Testcontainers.</summary>
    public Engine(IDockerClient client) => _given = client;

    /// <summary>
    /// The engine's address, as for DOCKER_HOST (<c>unix:///…</c>, <c>tcp://…</c>, <c>npipe://./pipe/…</c>); null: found as said above.
    /// </summary>
    public string? Host { get; init; }

    /// <summary>How long one call that should be quick may take.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The engine's version.</summary>
    /// <exception cref="StopTimingException">No engine answers.</exception>
    public async Task<string> VersionAsync(CancellationToken cancellation = default)
    {
        if (_given is null)
        {
            await AskAsync("tell its version", static (_, _) => Task.FromResult(true), cancellation: cancellation);
            return _version;
        }

        return (await AskAsync(
            "tell its version", static (client, token) => client.System.GetVersionAsync(token), cancellation: cancellation)).Version;
    }

    public void Dispose() => _opened?.Dispose();

    /// <summary>podman answers docker's API, with differences where the API leaves room: docs/timing.md names them.</summary>
    internal async Task<bool> IsPodmanAsync(CancellationToken cancellation) => _isPodman ??= (await AskAsync(
        "tell its version", static (client, token) => client.System.GetVersionAsync(token), cancellation: cancellation))
        .Components?.Any(static part => part.Name == "Podman Engine") == true;

    /// <summary>One call; what goes wrong in it becomes the exception that it means.</summary>
    /// <param name="what">What is asked, for the sentence: "start the container".</param>
    /// <exception cref="StopTimingException">No engine, refused, lost, or no answer in time.</exception>
    internal async Task<T> AskAsync<T>(
        string what, Func<IDockerClient, CancellationToken, Task<T>> call, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var allowed = timeout ?? CallTimeout;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(allowed);
        try
        {
            return await call(await ClientAsync(limit.Token), limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new StopTimingException(StopTimingFault.EngineTimeout, $"The engine did not {what} within {allowed.TotalSeconds:0.#} s.", late);
        }
        catch (Exception failed) when (failed is not StopTimingException and not OperationCanceledException && FailureOf(what, failed) is { } known)
        {
            throw known;
        }
    }

    /// <summary>A client that is connected, for calls that last: events and logs.</summary>
    internal async Task<IDockerClient> ClientAsync(CancellationToken cancellation)
    {
        if (_given is not null)
        {
            return _given;
        }

        if (Volatile.Read(ref _opened) is { } opened)
        {
            return opened;
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var endpoint = new EngineSearch(Environment.GetEnvironmentVariable, home, EngineConnection.Answers).Find(Host);
        try
        {
            var (client, version) = await EngineConnection.OpenAsync(endpoint, cancellation);
            _version = version;
            if (Interlocked.CompareExchange(ref _opened, client, null) is { } earlier)
            {
                client.Dispose();
                return earlier;
            }

            return client;
        }
        catch (Exception silent) when (silent is HttpRequestException or IOException or SocketException or DockerApiException or ArgumentException)
        {
            throw new StopTimingException(
                StopTimingFault.NoEngine, $"No container engine answers at {endpoint.Address} ({endpoint.Source}): {Innermost(silent)}", silent);
        }
    }

    /// <summary>What an exception of a call means; null: a defect of ours.</summary>
    internal static StopTimingException? FailureOf(string what, Exception failed) => failed switch
    {
        DockerApiException { StatusCode: HttpStatusCode.NotFound } gone =>
            new(StopTimingFault.ContainerRemoved, $"The container was removed by somebody else before the engine could {what}: {Words(gone)}", gone),
        DockerApiException busy when Words(busy).Contains("is already in progress", StringComparison.Ordinal) =>
            new(StopTimingFault.ContainerRemoved, $"The container is being removed by somebody else, and the engine could not {what}: {Words(busy)}",
                busy),
        DockerApiException refused => new(StopTimingFault.EngineRefused, $"The engine refused to {what}: {Words(refused)}", refused),
        JsonException => new(StopTimingFault.EngineRefused, $"The engine's answer was no JSON when it was to {what}: {failed.Message}", failed),
        HttpRequestException or IOException or SocketException or ObjectDisposedException =>
            new(StopTimingFault.EngineLost, $"The engine stopped answering when it was to {what}: {Innermost(failed)}", failed),
        _ => null,
    };

    /// <summary>The engine's own words: <c>{"message": "…"}</c>, or the body as it is.</summary>
    internal static string Words(DockerApiException refused)
    {
        try
        {
            using var body = JsonDocument.Parse(refused.ResponseBody ?? "");
            if (body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("message", out var message))
            {
                return message.GetString()?.ReplaceLineEndings(" ").Trim() ?? "";
            }
        }
        catch (JsonException)
        {
        }

        return refused.ResponseBody is { Length: > 0 } text ? text.ReplaceLineEndings(" ").Trim() : $"status {(int)refused.StatusCode}";
    }

    private static string Innermost(Exception failed) => failed is DockerApiException refused ? Words(refused) : failed.GetBaseException().Message;
}
