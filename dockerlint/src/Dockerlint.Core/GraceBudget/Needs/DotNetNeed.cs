using Dockerlint.Containers;
using Dockerlint.Programs;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.GraceBudget.Needs;

/// <summary>What a .NET host takes: its timeout, or what its code waits at every stop, where that alone is too long.</summary>
internal static class DotNetNeed
{
    /// <param name="left">Seconds that the platform leaves it; null when unknown.</param>
    public static Amount? Of(Container container, Hop application, ApplicationSources sources, double? left)
    {
        if (ProjectOf(container, application, sources) is not { } project)
        {
            return null;
        }

        var timeout = DotNetTimeout.Of(container, application, project);
        var steps = new DrainSteps(project.Waits, timeout);
        if (left is { } limit && steps.Least > limit)
        {
            return new Amount(steps.Least, "what the code waits at every stop", steps.After(limit)!.Place.Location, IsDefault: false)
            {
                IsAtLeast = true, IsOfSteps = true, Uses = [.. project.Waits.Select(static wait => wait.Place)],
            };
        }

        return timeout is { IsDefault: true } && timeout.Seconds > left && project.OpenStream?.Value is { } stream
            ? timeout with { Uses = [stream] }
            : timeout;
    }

    /// <summary>Null: it is no host that is known here, or nothing is known to wait.</summary>
    public static DrainSteps? StepsOf(Container container, SignalRoute route, ApplicationSources sources) =>
        route.Application is { Kind: HopKind.Runtime or HopKind.Program } application
            && ProjectOf(container, application, sources) is { Waits.Count: > 0 } project
            ? new DrainSteps(project.Waits, DotNetTimeout.Of(container, application, project))
            : null;

    private static DotNetApplication? ProjectOf(Container container, Hop application, ApplicationSources sources) =>
        AssemblyOf(application) is { } assembly && sources.DotNet.Find(container, assembly) is { HandlesSigterm: true } project ? project : null;

    private static bool IsOfAnotherRuntime(string program) =>
        program is "node" or "nodejs" or "bun" or "deno" or "php" or "ruby" or "perl" || ProgramName.IsVersionOf(program, "python")
            || ProgramCatalog.Find(program) is not null;

    private static string? AssemblyOf(Hop application)
    {
        if (application.Program != "dotnet")
        {
            // Another runtime or a known server is no project of this repository, which need not be searched for it.
            return IsOfAnotherRuntime(application.Program) ? null : application.Program;
        }

        for (var i = 0; i < application.Argv.Count; i++)
        {
            if (application.Argv[i].Value is { } value && value.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            {
                return ProgramName.Of(value.Substring(0, value.Length - 4));
            }
        }

        return null;
    }
}
