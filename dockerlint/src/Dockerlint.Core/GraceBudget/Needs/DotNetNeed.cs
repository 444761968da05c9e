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
        if (AssemblyOf(application) is not { } assembly || sources.DotNet.Find(container, assembly) is not { HandlesSigterm: true } project)
        {
            return null;
        }

        var timeout = DotNetTimeout.Of(container, application, project);
        if (Waited(project.Waits, timeout?.Seconds) is var least && least > left)
        {
            return new Amount(least, "what the code waits at every stop", project.Waits[0].Place.Location, IsDefault: false)
            {
                IsAtLeast = true, Uses = [.. project.Waits.Select(static wait => wait.Place)],
            };
        }

        return timeout is { IsDefault: true } && timeout.Seconds > left && project.OpenStream?.Value is { } stream
            ? timeout with { Uses = [stream] }
            : timeout;
    }

    /// <summary>The least that these waits take together: those with the host's token end with its timeout, the others do not.</summary>
    private static double Waited(IReadOnlyList<StopWait> waits, double? timeout)
    {
        var untied = waits.Where(static wait => !wait.IsEndedByTimeout).Sum(static wait => wait.Seconds);
        var all = waits.Sum(static wait => wait.Seconds);
        return Math.Max(untied, Math.Min(all, timeout ?? 0));
    }

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
