using Dockerlint.Containers;
using Dockerlint.GraceBudget.Needs;
using Dockerlint.Programs;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.GraceBudget;

/// <summary>What the application may take between the signal and its own end, from its flags, settings and code.</summary>
public static class ApplicationNeed
{
    private static readonly Amount _unknown = new(null, "unknown", null, IsDefault: true);

    /// <param name="left">Seconds that the platform leaves it; null when unknown.</param>
    public static Amount Of(Container container, SignalRoute route, ApplicationSources sources, double? left)
    {
        var need = Held(OfApplication(container, route, sources, left), route, left);
        foreach (var hop in route.Hops)
        {
            // Whatever it needs, it gets no more than that.
            if (hop.KillsAfter is { Seconds: { } limit } killing && !(need.Seconds <= limit))
            {
                return killing;
            }
        }

        return need;
    }

    /// <summary>With what a shell's trap waits for first; where the rest is not known, only what does not fit.</summary>
    private static Amount Held(Amount need, SignalRoute route, double? left)
    {
        foreach (var hop in route.Hops)
        {
            if (hop.Stop?.Held is { Seconds: { } held } pause && (need.Seconds is not null || !(held <= left)))
            {
                return need.Seconds is { } own ? need with { Seconds = own + held } : pause;
            }
        }

        return need;
    }

    private static Amount OfApplication(Container container, SignalRoute route, ApplicationSources sources, double? left)
    {
        var known = route.Application is not { } application ? null
            : ProgramCatalog.Find(application.Program) is { Drain: { } drain } ? drain(ContainerSettings.Call(container, application.Argv))
            : application switch
            {
                { Drain: { } written } => written,
                { Kind: HopKind.Runtime or HopKind.Program } => DotNetNeed.Of(container, application, sources, left),
                _ => null,
            };
        // A program that is read and says nothing does not listen to another framework's variables.
        return known ?? (route.Application is null or { Kind: not (HopKind.Idle or HopKind.OneShot or HopKind.Interactive) }
            ? EnvironmentNeed.Of(container) : null) ?? _unknown;
    }
}
