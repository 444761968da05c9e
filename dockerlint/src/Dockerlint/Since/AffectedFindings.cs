using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Linting;
using Dockerlint.Text;

namespace Dockerlint.Cli.Since;

/// <summary>The findings of containers that a changed file is a part of, wherever in the container it is.</summary>
internal sealed class AffectedFindings
{
    private readonly ChangedFiles _changed;
    private readonly HashSet<(Subject Subject, string Path)> _affected = [];

    public AffectedFindings(Workspace workspace, ChangedFiles changed)
    {
        _changed = changed;
        foreach (var stop in workspace.Stops)
        {
            Add(stop.Container.Subject, FilesOf(stop), Contexts(stop));
        }

        foreach (var workload in workspace.Workloads)
        {
            var files = new HashSet<string>(StringComparer.Ordinal) { workload.Workload.Kind.Location.Path };
            files.UnionWith(workload.Workload.Patches.Select(static patch => patch.Location.Path));
            files.UnionWith(workload.Services.Select(static service => service.Location.Path));
            files.UnionWith(workload.Stops.SelectMany(FilesOf));
            Add(workload.Subject, files, workload.Stops.SelectMany(Contexts));
        }
    }

    public bool Contains(Finding finding) => _changed.Contains(finding.Location.Path) || _affected.Contains((finding.Subject, finding.Location.Path))
        || finding.Evidence.Any(link => link.Location is { } place && _changed.Contains(place.Path));

    private void Add(Subject subject, IEnumerable<string> files, IEnumerable<string> contexts)
    {
        if (files.Any(_changed.Contains) || contexts.Distinct().Any(_changed.AnyRead))
        {
            _affected.UnionWith(files.Select(path => (subject, path)));
        }
    }

    /// <summary>Where what it reads beside its own files lies: the sources of its application, its environment files.</summary>
    private static IEnumerable<string> Contexts(Stop stop)
    {
        var container = stop.Container;
        if (container.Dockerfile is { } dockerfile)
        {
            yield return ContextPath.Folder(dockerfile.Path);
        }

        if (container.Service is not null)
        {
            yield return ContextPath.Folder(container.Anchor.Path);
        }
    }

    private static HashSet<string> FilesOf(Stop stop)
    {
        var container = stop.Container;
        var files = new HashSet<string>(StringComparer.Ordinal) { container.Anchor.Path };
        SourceLocation?[] places =
        [
            container.Grace.Location, container.BaseLocation, container.Init?.Location, container.PodContainer?.Image?.Location,
            container.Service?.Image?.Location, container.Workload?.Kind.Location, stop.Budget.Need.Location, stop.Budget.PreStop.Location,
            stop.Budget.Grace.Location, .. stop.Route.Hops.Select(static hop => hop.Source),
            .. stop.Route.Hops.Select(static hop => hop.Ending?.Location), .. container.Entrypoint?.Select(static word => word.Location) ?? [],
            .. container.Command?.Select(static word => word.Location) ?? [],
            .. container.Workload?.Patches.Select(static patch => (SourceLocation?)patch.Location) ?? [],
        ];
        files.UnionWith(places.Where(static place => place is not null).Select(static place => place!.Value.Path));
        return files;
    }
}
