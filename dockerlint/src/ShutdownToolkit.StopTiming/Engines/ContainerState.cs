using System.Globalization;
using Docker.DotNet.Models;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>What the engine's inspect says about a container, as far as its stop is concerned.</summary>
internal sealed record ContainerState
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Image { get; init; } = "";

    public string ImageId { get; init; } = "";

    public bool Running { get; init; }

    /// <summary>Its program ended by itself, and the engine waits a moment before it starts it again: nothing runs, though it says so.</summary>
    public bool Restarting { get; init; }

    /// <summary>Something of the host or a volume lies over the image's files.</summary>
    public bool HasMounts { get; init; }

    /// <summary>PID 1's pid as the engine's host sees it; 0 when it does not run.</summary>
    public int Pid { get; init; }

    public int ExitCode { get; init; }

    public bool OomKilled { get; init; }

    public string Error { get; init; } = "";

    /// <summary>starting, healthy or unhealthy; null without a health check.</summary>
    public string? Health { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>As written (<c>SIGTERM</c>, <c>int</c>, <c>2</c>); empty when unset.</summary>
    public string StopSignal { get; init; } = "";

    /// <summary>Seconds; null when unset (the engine then takes 10), -1 waits for ever.</summary>
    public int? StopTimeout { get; init; }

    public bool? Init { get; init; }

    public bool AutoRemove { get; init; }

    public bool Tty { get; init; }

    public string LogDriver { get; init; } = "";

    public string WorkingDirectory { get; init; } = "";

    public IReadOnlyList<string> Environment { get; init; } = [];

    public IReadOnlyList<string> Argv { get; init; } = [];

    public string? Address { get; init; }

    /// <summary>Container port to the host's port.</summary>
    public IReadOnlyDictionary<int, int> Ports { get; init; } = new Dictionary<int, int>();

    public static ContainerState Of(ContainerInspectResponse inspected)
    {
        var (state, config, host) = (inspected.State, inspected.Config, inspected.HostConfig);
        return new ContainerState
        {
            Id = inspected.ID,
            Name = inspected.Name.TrimStart('/'),
            Image = config?.Image ?? "",
            ImageId = inspected.Image ?? "",
            Running = state?.Running ?? false,
            Restarting = state?.Restarting ?? false,
            HasMounts = inspected.Mounts is { Count: > 0 },
            Pid = (int)(state?.Pid ?? 0),
            ExitCode = (int)(state?.ExitCode ?? 0),
            OomKilled = state?.OOMKilled ?? false,
            Error = state?.Error ?? "",
            Health = state?.Health?.Status is { Length: > 0 } health && health != "none" ? health : null,
            StartedAt = Moment(state?.StartedAt),
            StopSignal = config?.StopSignal ?? "",
            StopTimeout = config?.StopTimeout is { } timeout ? (int)timeout.TotalSeconds : null,
            Init = host?.Init,
            AutoRemove = host?.AutoRemove ?? false,
            Tty = config?.Tty ?? false,
            LogDriver = host?.LogConfig?.Type ?? "",
            WorkingDirectory = config?.WorkingDir ?? "",
            Environment = [.. config?.Env ?? []],
            Argv = [inspected.Path, .. inspected.Args ?? []],
            Address = inspected.NetworkSettings?.Networks?.Values.Select(static network => network.IPAddress).FirstOrDefault(
                static address => address is { Length: > 0 }),
            Ports = Published(inspected.NetworkSettings),
        };
    }

    private static DateTimeOffset Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : default;

    private static Dictionary<int, int> Published(NetworkSettings? network)
    {
        var published = new Dictionary<int, int>();
        foreach (var (name, bindings) in network?.Ports ?? new Dictionary<string, IList<PortBinding>>())
        {
            if (bindings is [var first, ..] && int.TryParse(name.Split('/')[0], CultureInfo.InvariantCulture, out var inside)
                && int.TryParse(first.HostPort, CultureInfo.InvariantCulture, out var outside))
            {
                published[inside] = outside;
            }
        }

        return published;
    }
}
