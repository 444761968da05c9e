using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>What the engine's command line answered.</summary>
public sealed record EngineAnswer(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>
/// A container engine, driven through its command line, so that contexts, rootless and remote engines and podman work
/// as the user has them. No shell is involved: every argument arrives as it is.
/// </summary>
public sealed class Engine
{
    private const int OutputLimit = 16 * 1024 * 1024;

    /// <summary>The command: <c>docker</c>, or what the variable DOCKERLINT_DOCKER names (podman, a path).</summary>
    public string Command { get; init; } = Environment.GetEnvironmentVariable("DOCKERLINT_DOCKER") is { Length: > 0 } named ? named : "docker";

    /// <summary>The engine's address, as for DOCKER_HOST; null: as the command line finds it.</summary>
    public string? Host { get; init; }

    /// <summary>How long one call that should be quick may take.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The engine's version.</summary>
    /// <exception cref="StopTimingException">No engine answers.</exception>
    public async Task<string> VersionAsync(CancellationToken cancellation = default)
    {
        var answer = await RunAsync(["version", "--format", "{{.Server.Version}}"], cancellation: cancellation);
        return answer.Succeeded && answer.Output.Trim() is { Length: > 0 } version
            ? version
            : throw new StopTimingException(StopTimingFault.NoEngine, $"No container engine answers: {LastLine(answer.Error)}");
    }

    /// <summary>Runs the command line and waits for its end; a failure of the engine's is in the answer.</summary>
    /// <exception cref="StopTimingException">The command is missing, or did not end in time.</exception>
    public async Task<EngineAnswer> RunAsync(IEnumerable<string> arguments, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var given = arguments.ToList();
        var allowed = timeout ?? CallTimeout;
        using var process = Start(given);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(allowed);
        try
        {
            var output = ReadAsync(process.StandardOutput, limit.Token);
            var error = ReadAsync(process.StandardError, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new EngineAnswer(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new StopTimingException(StopTimingFault.EngineTimeout, $"The engine did not answer `{Shown(given)}` within {allowed.TotalSeconds:0.#} s.");
        }
        finally
        {
            End(process);
        }
    }

    /// <summary>Runs the command line; a failure becomes the exception that its text means.</summary>
    internal async Task<string> CallAsync(IEnumerable<string> arguments, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var given = arguments.ToList();
        var answer = await RunAsync(given, timeout, cancellation);
        return answer.Succeeded ? answer.Output : throw Failure(given, answer);
    }

    internal StopTimingException Failure(IReadOnlyList<string> arguments, EngineAnswer answer)
    {
        var said = LastLine(answer.Error);
        return FaultOf(answer.Error) switch
        {
            StopTimingFault.EngineLost => new(StopTimingFault.EngineLost, $"The engine stopped answering at `{Shown(arguments)}`: {said}"),
            StopTimingFault.ContainerRemoved => new(StopTimingFault.ContainerRemoved, $"The container was removed by somebody else before `{Shown(arguments)}`: {said}"),
            _ => new(StopTimingFault.EngineRefused, $"The engine refused `{Shown(arguments)}`: {said}"),
        };
    }

    /// <summary>A running command whose output is read while it runs.</summary>
    internal Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in Host is null ? arguments : ["--host", Host, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            var process = Process.Start(start) ?? throw new StopTimingException(StopTimingFault.NoEngine, $"`{Command}` could not be started.");
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception missing)
        {
            throw new StopTimingException(StopTimingFault.NoEngine, $"The command `{Command}` cannot be run: {missing.Message}", missing);
        }
    }

    internal static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
        }
    }

    /// <summary>What the engine's own words mean; they are the same in docker 20 to 29.</summary>
    internal static StopTimingFault FaultOf(string error)
    {
        ReadOnlySpan<string> lost = ["Cannot connect to", "error during connect", "connection refused", "connection reset", "unexpected EOF", ": EOF", "broken pipe", "failed to connect to the docker API", "use of closed network connection"];
        foreach (var words in lost)
        {
            if (error.Contains(words, StringComparison.OrdinalIgnoreCase))
            {
                return StopTimingFault.EngineLost;
            }
        }

        return error.Contains("No such container", StringComparison.OrdinalIgnoreCase) || error.Contains("is already in progress", StringComparison.Ordinal)
            || error.Contains("no container with name or ID", StringComparison.OrdinalIgnoreCase)
            ? StopTimingFault.ContainerRemoved
            : StopTimingFault.EngineRefused;
    }

    internal static string LastLine(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.LastOrDefault(line => !line.StartsWith("Run 'docker", StringComparison.Ordinal) && !line.StartsWith("See 'docker", StringComparison.Ordinal)) ?? "it said nothing";
        return line.StartsWith("Error: failed to start containers", StringComparison.Ordinal) && lines.Length > 1 ? lines[^2] : line;
    }

    private string Shown(IReadOnlyList<string> arguments) => $"{Command} {string.Join(' ', arguments.Take(3))}";

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new char[16 * 1024];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellation)) > 0)
        {
            text.Append(buffer, 0, Math.Min(read, Math.Max(0, OutputLimit - text.Length)));
        }

        return text.ToString();
    }
}
