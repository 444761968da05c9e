using System.Globalization;
using System.Text.Json;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>What <c>docker container inspect</c> says about a container, as far as its stop is concerned.</summary>
internal sealed record ContainerState
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string Image { get; init; } = "";
    public bool Running { get; init; }
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
    public string LogDriver { get; init; } = "";
    public IReadOnlyList<string> Argv { get; init; } = [];
    public string? Address { get; init; }
    /// <summary>Container port to the host's port.</summary>
    public IReadOnlyDictionary<int, int> Ports { get; init; } = new Dictionary<int, int>();

    public static ContainerState? Parse(string json) => ParseAll(json).FirstOrDefault();

    public static IEnumerable<ContainerState> ParseAll(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateArray().Select(Read).ToList();
    }

    private static ContainerState Read(JsonElement root)
    {
        var state = Part(root, "State");
        var config = Part(root, "Config");
        var host = Part(root, "HostConfig");
        var network = Part(root, "NetworkSettings");
        return new ContainerState
        {
            Id = Text(root, "Id") ?? "",
            Name = (Text(root, "Name") ?? "").TrimStart('/'),
            Image = Text(config, "Image") ?? "",
            Running = Flag(state, "Running") ?? false,
            Pid = Number(state, "Pid") ?? 0,
            ExitCode = Number(state, "ExitCode") ?? 0,
            OomKilled = Flag(state, "OOMKilled") ?? false,
            Error = Text(state, "Error") ?? "",
            Health = Text(Part(state, "Health"), "Status") is { } health && health != "none" ? health : null,
            StartedAt = DateTimeOffset.TryParse(Text(state, "StartedAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var started) ? started : default,
            StopSignal = Text(config, "StopSignal") ?? "",
            StopTimeout = Number(config, "StopTimeout"),
            Init = Flag(host, "Init"),
            AutoRemove = Flag(host, "AutoRemove") ?? false,
            LogDriver = Text(Part(host, "LogConfig"), "Type") ?? "",
            Argv = [Text(root, "Path") ?? "", .. Texts(root, "Args")],
            Address = Addresses(network).FirstOrDefault(address => address.Length > 0),
            Ports = Published(network),
        };
    }

    private static IEnumerable<string> Addresses(JsonElement network)
    {
        yield return Text(network, "IPAddress") ?? "";
        if (Part(network, "Networks") is { ValueKind: JsonValueKind.Object } networks)
        {
            foreach (var one in networks.EnumerateObject())
            {
                yield return Text(one.Value, "IPAddress") ?? "";
            }
        }
    }

    private static Dictionary<int, int> Published(JsonElement network)
    {
        var published = new Dictionary<int, int>();
        if (Part(network, "Ports") is not { ValueKind: JsonValueKind.Object } ports)
        {
            return published;
        }

        foreach (var port in ports.EnumerateObject().Where(port => port.Value.ValueKind == JsonValueKind.Array && port.Value.GetArrayLength() > 0))
        {
            if (int.TryParse(port.Name.Split('/')[0], CultureInfo.InvariantCulture, out var inside)
                && int.TryParse(Text(port.Value[0], "HostPort"), CultureInfo.InvariantCulture, out var outside))
            {
                published[inside] = outside;
            }
        }

        return published;
    }

    private static JsonElement Part(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var part) ? part : default;

    private static string? Text(JsonElement element, string name) =>
        Part(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static IEnumerable<string> Texts(JsonElement element, string name) =>
        Part(element, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(item => item.GetString() ?? "") : [];

    private static int? Number(JsonElement element, string name) =>
        Part(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    private static bool? Flag(JsonElement element, string name) => Part(element, name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
