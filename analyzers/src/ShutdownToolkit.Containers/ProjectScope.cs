using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Linting;
using Dockerlint.Text;
using ShutdownToolkit.Containers.Inputs;

namespace ShutdownToolkit.Containers;

/// <summary>
/// Which findings are this project's to tell: of what lies in its folder, of the Dockerfile that it names, of what starts its assembly. A file
/// at the solution's root is seen by every project, and each thing in it is told once.
/// </summary>
internal sealed class ProjectScope(Workspace workspace, string folder, string? dockerfile, string? assembly)
{
    /// <summary>For what belongs to no project: services of bought images, a shared file's own faults.</summary>
    public bool SpeaksForOthers { get; init; }

    public bool Owns(string path) => IsOwn(path) || SpeaksForOthers;

    public bool Owns(Finding finding)
    {
        if (IsOwn(finding.Location.Path))
        {
            return true;
        }

        var isOthers = false;
        foreach (var stop in workspace.Stops)
        {
            if (!IsAbout(finding, stop))
            {
                continue;
            }

            if (IsOwn(stop))
            {
                return true;
            }

            // Its Dockerfile is not at hand: some other project has it, and knows more.
            isOthers |= stop.Container is { Service.Build: not null, Dockerfile: null };
        }

        return SpeaksForOthers && !isOthers;
    }

    private bool IsOwn(string path) => PathNames.IsBelow(path, folder) || string.Equals(path, dockerfile, PathNames.Comparison);

    private bool IsOwn(Stop stop) => IsOwn(stop.Container.Dockerfile?.Path ?? stop.Container.Anchor.Path) || Starts(stop) || IsBuiltByAppHost(stop);

    /// <summary>The folder that an app host names has no project of its own; one above all projects is everybody's.</summary>
    private bool IsBuiltByAppHost(Stop stop) => ReferenceEquals(stop.Container.Platform, Platform.Aspire)
        && stop.Container.Dockerfile is { Path: var path } && !PathNames.IsBelow(folder, ContextPath.Folder(path).TrimEnd('/'));

    /// <summary><c>dotnet Api.dll</c> or <c>Api</c>, wherever on the way.</summary>
    private bool Starts(Stop stop)
    {
        foreach (var hop in stop.Route.Hops)
        {
            if (string.Equals(hop.Program, assembly, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            foreach (var word in hop.Argv)
            {
                if (word.Value is { } value && value.Replace('\\', '/') is var path
                    && string.Equals(path.Substring(path.LastIndexOf('/') + 1), assembly + ".dll", StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A container's finding, or its workload's.</summary>
    private static bool IsAbout(Finding finding, Stop stop)
    {
        var (subject, other) = (finding.Subject.Text, stop.Container.Subject.Text);
        return (subject == other || other.StartsWith(subject + " ", StringComparison.Ordinal))
            && (finding.Subject.Name is not null || (stop.Container.Dockerfile?.Path ?? stop.Container.Anchor.Path) == finding.Location.Path
                || stop.Route.Hops.Any(hop => hop.Ending?.Location?.Path == finding.Location.Path));
    }
}
