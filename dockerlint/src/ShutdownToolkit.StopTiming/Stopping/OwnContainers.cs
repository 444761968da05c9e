using System.Globalization;
using ShutdownToolkit.StopTiming.Engines;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>The containers that we create: labelled, removed in every case, and swept later when this process was killed in between.</summary>
internal sealed class OwnContainers(Engine engine, TimeProvider clock)
{
    public const string SessionLabel = "shutdown-toolkit.session";
    private const string ExpiryLabel = "shutdown-toolkit.expires";

    // No measurement of ours lasts as long; what is older belongs to a process that was killed.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly string Session = Guid.NewGuid().ToString("N");
    private static int swept;

    public async Task<string> CreateAsync(string image, StopOptions options, string name, CancellationToken cancellation)
    {
        List<string> arguments = ["create", .. options.RunArguments.Where(argument => argument is not ("-d" or "--detach"))];
        arguments.AddRange(["--name", name, "--label", $"{SessionLabel}={Session}", "--label", $"{ExpiryLabel}={(clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds()}"]);
        if (options.Signal is { } signal)
        {
            arguments.AddRange(["--stop-signal", signal]);
        }

        if (options.Init is { } init)
        {
            arguments.Add($"--init={(init ? "true" : "false")}");
        }

        return (await engine.CallAsync([.. arguments, image, .. options.Command], cancellation: cancellation)).Trim();
    }

    public async Task RemoveAsync(string name)
    {
        try
        {
            await engine.RunAsync(["rm", "--force", "--volumes", name], cancellation: CancellationToken.None);
        }
        catch (StopTimingException)
        {
            // The engine is gone; its next measurement sweeps.
        }
    }

    /// <summary>Removes what killed processes left, once in the life of this one.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref swept, 1) == 1)
        {
            return;
        }

        var listed = await engine.RunAsync(["ps", "--all", "--filter", $"label={SessionLabel}", "--format", $"{{{{.ID}}}} {{{{.Label \"{ExpiryLabel}\"}}}}"], cancellation: cancellation);
        foreach (var line in listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is [var id, var expiry] && long.TryParse(expiry, CultureInfo.InvariantCulture, out var seconds) && seconds < clock.GetUtcNow().ToUnixTimeSeconds())
            {
                await RemoveAsync(id);
            }
        }
    }
}
