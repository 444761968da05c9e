using System.Globalization;
using Docker.DotNet.Models;
using ShutdownToolkit.StopTiming.Creation;
using ShutdownToolkit.StopTiming.Engines;

namespace ShutdownToolkit.StopTiming.Stopping;

/// <summary>The containers that we create: labelled, removed in every case, and swept later when this process was killed in between.</summary>
internal sealed class OwnContainers(Engine engine, TimeProvider clock)
{
    public const string SessionLabel = "shutdown-toolkit.session";
    private const string ExpiryLabel = "shutdown-toolkit.expires";

    // No measurement of ours lasts as long; what is older belongs to a process that was killed.
    private static readonly TimeSpan _lifetime = TimeSpan.FromHours(1);
    private static readonly string _session = Guid.NewGuid().ToString("N");
    private static int _swept;

    public async Task<string> CreateAsync(string image, StopOptions options, string name, CancellationToken cancellation)
    {
        var parameters = RunArguments.Parse(options.RunArguments, Environment.GetEnvironmentVariable);
        parameters.Image = image;
        parameters.Name = name;
        parameters.Labels ??= new Dictionary<string, string>();
        parameters.Labels[SessionLabel] = _session;
        parameters.Labels[ExpiryLabel] = Expiry();
        parameters.StopSignal = options.Signal ?? parameters.StopSignal;
        parameters.HostConfig!.Init = options.Init ?? parameters.HostConfig.Init;
        if (options.Command.Count > 0)
        {
            parameters.Cmd = [.. options.Command];
        }

        // Not to be interrupted: one that the engine creates after we have gone would stay.
        var created = await engine.CreateAsync(parameters, CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return created;
    }

    /// <summary>A container to look into: it never runs, and so has no command, no network and no volume that matters.</summary>
    public async Task<string> CreateUnstartedAsync(string image) => await engine.CreateAsync(
        new CreateContainerParameters
        {
            Image = image,
            Cmd = ["never-started"],
            NetworkDisabled = true,
            Labels = new Dictionary<string, string> { [SessionLabel] = _session, [ExpiryLabel] = Expiry() },
        },
        CancellationToken.None);

    public async Task RemoveAsync(string name)
    {
        try
        {
            await engine.RemoveAsync(name, CancellationToken.None);
        }
        catch (StopTimingException)
        {
            // The engine is gone; its next measurement sweeps.
        }
    }

    private string Expiry() => (clock.GetUtcNow() + _lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Removes what killed processes left, once in the life of this one.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _swept, 1) == 1)
        {
            return;
        }

        var labelled = new ContainersListParameters
        {
            All = true,
            Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [SessionLabel] = true } },
        };
        foreach (var container in await engine.ListAsync(labelled, cancellation))
        {
            if (container.Labels?.TryGetValue(ExpiryLabel, out var expiry) == true
                && long.TryParse(expiry, CultureInfo.InvariantCulture, out var seconds)
                && seconds < clock.GetUtcNow().ToUnixTimeSeconds())
            {
                await RemoveAsync(container.ID);
            }
        }
    }
}
