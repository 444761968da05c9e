using System.Globalization;
using System.Net;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>What a command in a container did.</summary>
/// <param name="ExitCode">126 or 127: it could not be run.</param>
internal sealed record ExecAnswer(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>The calls that a measurement makes.</summary>
internal static class ContainerCalls
{
    // The engine's own code for a program that it cannot run (docker exec).
    private const int CannotRun = 126;

    private static readonly TimeSpan _again = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan _afterStream = TimeSpan.FromMilliseconds(10);

    /// <summary>Null: the engine has no such container.</summary>
    public static Task<ContainerState?> FindAsync(this Engine engine, string id, CancellationToken cancellation) =>
        engine.AskAsync("inspect the container", async (client, token) => await Absent(
            async () => ContainerState.Of(await client.Containers.InspectContainerAsync(Segment(id), token))), cancellation: cancellation);

    /// <exception cref="StopTimingException">It is gone.</exception>
    public static Task<ContainerState> InspectAsync(this Engine engine, string id, CancellationToken cancellation) =>
        engine.AskAsync(
            "inspect the container",
            async (client, token) => ContainerState.Of(await client.Containers.InspectContainerAsync(Segment(id), token)),
            cancellation: cancellation);

    public static Task<bool> HasImageAsync(this Engine engine, string name, CancellationToken cancellation) =>
        engine.AskAsync(
            "inspect the image",
            async (client, token) => await Absent(() => client.Images.InspectImageAsync(name, token)) is not null,
            cancellation: cancellation);

    public static Task<IList<ContainerListResponse>> ListAsync(
        this Engine engine, ContainersListParameters parameters, CancellationToken cancellation) =>
        engine.AskAsync(
            "list the containers", (client, token) => client.Containers.ListContainersAsync(parameters, token), cancellation: cancellation);

    /// <returns>The container's id.</returns>
    public static Task<string> CreateAsync(this Engine engine, CreateContainerParameters parameters, CancellationToken cancellation) =>
        engine.AskAsync(
        "create the container",
        async (client, token) =>
        {
            try
            {
                return (await client.Containers.CreateContainerAsync(parameters, token)).ID;
            }
            catch (DockerApiException missing) when (missing.StatusCode == HttpStatusCode.NotFound)
            {
                // An image, a network, a volume's driver: none of it is a container that somebody removed.
                throw new StopTimingException(
                    StopTimingFault.EngineRefused, $"The engine refused to create the container: {Engine.Words(missing)}", missing);
            }
        },
        cancellation: cancellation);

    public static Task StartAsync(this Engine engine, string id, CancellationToken cancellation) =>
        engine.AskAsync(
            "start the container",
            (client, token) => client.Containers.StartContainerAsync(Segment(id), new ContainerStartParameters(), token),
            cancellation: cancellation);

    /// <summary>The engine's own stop; it returns when the container has ended.</summary>
    /// <param name="seconds">At least 1: the API leaves out a 0, and then takes the container's own.</param>
    public static Task StopAsync(this Engine engine, string id, uint seconds, TimeSpan limit, CancellationToken cancellation) => engine.AskAsync(
        "stop the container",
        (client, token) => client.Containers.StopContainerAsync(Segment(id), new ContainerStopParameters { WaitBeforeKillSeconds = seconds }, token),
        limit,
        cancellation);

    /// <summary>Sends a signal; one that has ended in between needs none.</summary>
    public static Task<bool> KillAsync(this Engine engine, string id, string signal, CancellationToken cancellation) => engine.AskAsync(
        $"send {signal}",
        async (client, token) =>
        {
            try
            {
                await client.Containers.KillContainerAsync(Segment(id), new ContainerKillParameters { Signal = signal }, token);
                return true;
            }
            catch (DockerApiException ended) when (IsNotRunning(ended))
            {
                return false;
            }
        },
        cancellation: cancellation);

    /// <summary>Removes a container with its volumes, whatever it does; false: it was gone already.</summary>
    public static Task<bool> RemoveAsync(this Engine engine, string id, CancellationToken cancellation) => engine.AskAsync(
        "remove the container",
        async (client, token) => await Absent<object>(async () =>
        {
            await client.Containers.RemoveContainerAsync(Segment(id), new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, token);
            return engine;
        }) is not null,
        cancellation: cancellation);

    /// <summary><c>ps</c> of the engine's host; null: it cannot be had.</summary>
    public static async Task<ContainerProcessesResponse?> TopAsync(this Engine engine, string id, string arguments, CancellationToken cancellation)
    {
        try
        {
            return await engine.AskAsync(
                "list the processes",
                (client, token) =>
                    client.Containers.ListProcessesAsync(Segment(id), new ContainerListProcessesParameters { PsArgs = arguments }, token),
                cancellation: cancellation);
        }
        catch (StopTimingException refused) when (refused.Fault == StopTimingFault.EngineRefused)
        {
            return null;
        }
    }

    public static Task<ExecAnswer> ExecAsync(
        this Engine engine, string id, IReadOnlyList<string> command, TimeSpan? limit, CancellationToken cancellation) => engine.AskAsync(
        $"run {command[0]} in the container",
        async (client, token) =>
        {
            var parameters = new ContainerExecCreateParameters { Cmd = [.. command], AttachStdout = true, AttachStderr = true };
            var exec = (await client.Exec.CreateContainerExecAsync(Segment(id), parameters, token)).ID;
            var output = new StringBuilder();
            try
            {
                using var stream = await client.Exec.StartContainerExecAsync(exec, new ContainerExecStartParameters(), token);
                await LogLines.ReadAsync(stream, (line, _) => output.Append(line).Append('\n'), token);
            }
            catch (DockerApiException refused)
                when (refused.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError or HttpStatusCode.NotFound)
            {
                // Some engines refuse a program that is not there, others run it with the exit code 126 or 127.
                return new ExecAnswer(CannotRun, Engine.Words(refused));
            }

            // The stream may end a moment before the engine has taken note of the exit code.
            var ended = await client.Exec.InspectContainerExecAsync(exec, token);
            while (ended.Running)
            {
                await Task.Delay(_afterStream, token);
                ended = await client.Exec.InspectContainerExecAsync(exec, token);
            }

            return new ExecAnswer((int)(ended.ExitCode ?? CannotRun), output.ToString());
        },
        limit,
        cancellation);

    /// <summary>A container's events from a moment on, past ones included.</summary>
    public static ItemStream<EngineEvent> Events(this Engine engine, string id, DateTimeOffset since, TimeProvider clock) => new(
        async (take, cancellation) =>
        {
            var client = await engine.ClientAsync(cancellation);
            var parameters = new ContainerEventsParameters
            {
                Since = Unix(since),
                Filters = new Dictionary<string, IDictionary<string, bool>> { ["container"] = new Dictionary<string, bool> { [id] = true } },
            };
            // Two events of one moment are two; only what is asked for again has been seen.
            var (seen, last) = (since, since);
            void Take(Message message)
            {
                if (EngineEvent.Of(message) is { } happened && happened.Time > seen)
                {
                    last = happened.Time;
                    take(happened);
                }
            }

            await client.System.MonitorEventsAsync(parameters, new Sink<Message>(Take), cancellation);
            // podman reads its events from a file, and on a busy machine ends the stream now and then: once more from where it was.
            while (!cancellation.IsCancellationRequested && await engine.IsPodmanAsync(cancellation))
            {
                await Task.Delay(_again, clock, cancellation);
                seen = last;
                parameters.Since = Unix(last);
                await client.System.MonitorEventsAsync(parameters, new Sink<Message>(Take), cancellation);
            }
        },
        clock);

    /// <summary>A container's log, and what it adds until it ends.</summary>
    /// <param name="follow">False: what there is already.</param>
    public static ItemStream<LogLine> Logs(this Engine engine, string id, DateTimeOffset? since, TimeProvider clock, bool follow = true) => new(
        async (take, cancellation) =>
        {
            var client = await engine.ClientAsync(cancellation);
            var parameters = new ContainerLogsParameters
            {
                Follow = follow,
                Timestamps = true,
                ShowStdout = true,
                ShowStderr = true,
                Since = since is { } moment ? Unix(moment) : null,
            };
            using var stream = await client.Containers.GetContainerLogsAsync(Segment(id), parameters, cancellation);
            await LogLines.ReadAsync(
                stream,
                (line, _) =>
                {
                    if (LogLine.Parse(line) is { } parsed)
                    {
                        take(parsed);
                    }
                },
                cancellation);
        },
        clock);

    /// <summary>The engine cannot read this container's log: its logging driver keeps none, or sends it elsewhere.</summary>
    public static bool IsUnreadable(this ItemStream<LogLine> logs) => logs.Failure is { InnerException: DockerApiException };

    private static async Task<T?> Absent<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (DockerApiException missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static bool IsNotRunning(DockerApiException refused) =>
        refused.StatusCode == HttpStatusCode.Conflict && Engine.Words(refused) is var words
        && (words.Contains("not running", StringComparison.Ordinal) || words.Contains("state improper", StringComparison.Ordinal));

    // A name is one segment of the address: nothing in it may lead to another call.
    private static string Segment(string id) => Uri.EscapeDataString(id);

    private static string Unix(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.ToUnixTimeSeconds()}.{time.Ticks % TimeSpan.TicksPerSecond * 100:000000000}");

    private sealed class Sink<T>(Action<T> take) : IProgress<T>
    {
        public void Report(T value) => take(value);
    }
}
