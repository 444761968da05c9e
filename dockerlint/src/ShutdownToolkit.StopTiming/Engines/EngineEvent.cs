using System.Globalization;
using Docker.DotNet.Models;
using Dockerlint.Stops;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>One event of a container, with the engine's own time (ns since 1970).</summary>
internal sealed record EngineEvent(string Action, DateTimeOffset Time, int? Signal, int? ExitCode)
{
    /// <summary>A signal that is sent without an event of its own: podman's <c>stop</c> tells of the end alone.</summary>
    public static EngineEvent Sent(int signal, DateTimeOffset time) => new("kill", time, signal, ExitCode: null);

    /// <summary>Null: it says no time, as an engine that is no docker may.</summary>
    public static EngineEvent? Of(Message message)
    {
        if (message.TimeNano is not { } nanoseconds || message.Action is not { Length: > 0 } action)
        {
            return null;
        }

        var time = DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
        // podman calls the end "died", and its exit code "containerExitCode".
        return new EngineEvent(
            action == "died" ? "die" : action, time, Signals.Number(Text(message, "signal") ?? ""), Number(message, "exitCode", "containerExitCode"));
    }

    private static string? Text(Message message, string name) =>
        message.Actor?.Attributes is { } attributes && attributes.TryGetValue(name, out var value) ? value : null;

    private static int? Number(Message message, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (int.TryParse(Text(message, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }

        return null;
    }
}
