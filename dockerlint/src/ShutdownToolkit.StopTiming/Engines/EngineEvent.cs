using System.Globalization;
using System.Text.Json;
using Dockerlint.Stops;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>One line of <c>docker events --format '{{json .}}'</c>, with the engine's own time (ns since 1970).</summary>
internal sealed record EngineEvent(string Action, DateTimeOffset Time, int? Signal, int? ExitCode)
{
    public static EngineEvent? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "Action", "status", "Status") is not { } action || !TryTime(root, out var time))
            {
                return null;
            }

            var attributes = root.TryGetProperty("Actor", out var actor) && actor.TryGetProperty("Attributes", out var given) ? given
                : root.TryGetProperty("Attributes", out var flat) ? flat : default;
            // podman puts the exit code at the top and calls the end "died".
            var exitCode = Number(attributes, "exitCode") ?? Number(root, "ContainerExitCode");
            return new EngineEvent(action == "died" ? "die" : action, time, SignalOf(attributes), exitCode);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                return value.GetString();
            }
        }

        return null;
    }

    private static bool TryTime(JsonElement root, out DateTimeOffset time)
    {
        time = default;
        if (!root.TryGetProperty("timeNano", out var nanoseconds) || !nanoseconds.TryGetInt64(out var value))
        {
            return false;
        }

        time = DateTimeOffset.UnixEpoch.AddTicks(value / TimeSpan.NanosecondsPerTick);
        return true;
    }

    private static int? SignalOf(JsonElement attributes) =>
        attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty("signal", out var value) && value.ValueKind == JsonValueKind.String
            ? Signals.Number(value.GetString()!)
            : null;

    private static int? Number(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : value.ValueKind == JsonValueKind.String && int.TryParse(value.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed) ? parsed
        : null;
}
