using System.Globalization;
using Dockerlint.Containers;
using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary><c>dotnet app.dll</c> and app hosts.</summary>
internal static class DotNetHost
{
    /// <summary>Seconds; a host that waits less for what is open cuts ordinary requests.</summary>
    private const double LeastTimeout = 1;

    public static RuntimeApplication Inspect(IReadOnlyList<Argument> argv, Container container, IDotNetProjects projects)
    {
        for (var i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value is { } word && word.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            {
                return InspectAssembly(word.Substring(0, word.Length - 4), container, projects)
                    ?? new RuntimeApplication(HandlesSignal.Unknown, $"the project of {word} is not at hand") { Reaps = true };
            }
        }

        return new RuntimeApplication(HandlesSignal.Unknown, "the assembly is not known before run time");
    }

    /// <summary>A program with the name of a project's assembly is that project's app host.</summary>
    public static RuntimeApplication? InspectExecutable(string program, Container container, IDotNetProjects projects) =>
        InspectAssembly(program, container, projects);

    private static RuntimeApplication? InspectAssembly(string path, Container container, IDotNetProjects projects)
    {
        var assembly = ProgramName.Of(path.Replace('\\', '/'));
        if (projects.Find(container, assembly, path + ".dll") is not { } project)
        {
            return null;
        }

        if (project.LackingFramework is { } lacking)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, $"{assembly} needs {lacking}, which image {container.Base.Shown} does not have")
            {
                CannotStart = true,
            };
        }

        // ConsoleLifetime and the runtime's own handling cover these three; others keep their default action (measured, docs/evidence.md).
        var application = project.HandlesSigterm switch
        {
            true when Doubt(project) is { } doubt && container.StopSignal.Name is "SIGTERM" or "SIGINT" or "SIGQUIT" =>
                new RuntimeApplication(HandlesSignal.Unknown, $"{assembly} handles SIGTERM, but {doubt}")
                {
                    Evidence = project.Evidence, Reaps = true,
                },
            true => new RuntimeApplication(RuntimeApplications.HandlesOf(container, "SIGTERM", "SIGINT",
                "SIGQUIT"), $"{assembly} handles SIGTERM") { Evidence = project.Evidence, Reaps = true },
            false when project.FrameworkMajor is < 10 =>
                new RuntimeApplication(
                    container.StopSignal.Name == "SIGTERM" ? HandlesSignal.EndsAtOnce : HandlesSignal.DefaultAction, $"{assembly} "
                        + $"({project.TargetFramework}) has no handler of its own, and the runtime ends it at once")
            {
                Evidence = project.Evidence, Reaps = true,
            },
            false when project.FrameworkMajor is null =>
                new RuntimeApplication(HandlesSignal.Unknown, $"the target framework of {assembly} is not known") { Reaps = true },
            false => new RuntimeApplication(
                HandlesSignal.DefaultAction, $"{assembly} ({project.TargetFramework}) is a console program without host or signal registration, and "
                    + ".NET 10 installs no handler of its own")
            {
                Evidence = project.Evidence, Reaps = true, RaisesAgain = true,
            },
            null => new RuntimeApplication(
                HandlesSignal.Unknown, $"what {assembly} does on SIGTERM is not known{(project.Doubt is { } doubt ? ": " + doubt : "")}")
            {
                Evidence = project.Evidence, Reaps = true,
            },
        };
        // A signal that is ignored when it starts stays so, whatever registers for it: a background job gets no SIGINT (measured, .NET 10).
        return application with { LeftRunning = project.LeftRunning, LeavesIgnored = true };
    }

    private static string? Doubt(DotNetApplication project) => project.Doubt
        ?? (project.ShutdownTimeout is { IsDefault: false, Seconds: { } seconds and < LeastTimeout }
            ? $"its host cuts what takes longer than {seconds.ToString("0.###", CultureInfo.InvariantCulture)} s ({project.ShutdownTimeout.Source})"
            : null);
}
