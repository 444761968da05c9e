using Dockerlint.Containers;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.GraceBudget.Needs;

/// <summary>Variables that say how long a framework drains, whatever the program is: their names leave no doubt.</summary>
internal static class EnvironmentNeed
{
    private const string GunicornArguments = "GUNICORN_CMD_ARGS";

    private static readonly (string Name, Func<string, double?> Read)[] _variables =
    [
        ("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE", Durations.Spring),
        ("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE", Durations.Spring),
        ("DOTNET_SHUTDOWNTIMEOUTSECONDS", Durations.Number),
        ("ASPNETCORE_SHUTDOWNTIMEOUTSECONDS", Durations.Number),
        ("UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN", Durations.Number),
        // docker-minecraft-server.readthedocs.io: the players are told, then it waits so long, then the world is saved.
        ("STOP_SERVER_ANNOUNCE_DELAY", Durations.Number),
        // actions-runner-controller, runner/graceful-stop.sh: so long it waits for the job in work.
        ("RUNNER_GRACEFUL_STOP_TIMEOUT", Durations.Number),
    ];

    /// <summary>Null: none of them is set to a value at hand.</summary>
    public static Amount? Of(Container container)
    {
        foreach (var (name, read) in _variables)
        {
            if (container.Environment.TryGetValue(name, out var value) && value is not null && read(value) is > 0 and var seconds)
            {
                return new Amount(seconds, name, container.LocationOfVariable(name), IsDefault: false);
            }
        }

        return container.Environment.TryGetValue(GunicornArguments, out var arguments) && GracefulTimeout(arguments) is { } timeout
            ? new Amount(timeout, $"--graceful-timeout in {GunicornArguments}", container.LocationOfVariable(GunicornArguments), IsDefault: false)
            : null;
    }

    private static double? GracefulTimeout(string? arguments)
    {
        var words = (arguments ?? "").Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(words, "--graceful-timeout");
        return at >= 0 && at + 1 < words.Length ? Durations.Number(words[at + 1]) : null;
    }
}
