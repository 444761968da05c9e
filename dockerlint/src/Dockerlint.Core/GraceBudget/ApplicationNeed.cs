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

    public static Amount Of(Container container, SignalRoute route, IDotNetProjects projects)
    {
        if (route.Application is not { } application)
        {
            return _unknown;
        }

        if (ProgramCatalog.Find(application.Program) is { Drain: { } drain })
        {
            return drain(ContainerSettings.Call(container, application.Argv)) ?? _unknown;
        }

        return application switch
        {
            { Program: "node" or "nodejs" } => NodeHardStop.Of(application) ?? _unknown,
            { Kind: HopKind.Runtime or HopKind.Program } => DotNetNeed.Of(container, application, projects) ?? _unknown,
            _ => _unknown,
        };
    }
}
