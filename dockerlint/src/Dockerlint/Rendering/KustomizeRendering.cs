using Dockerlint.Cli.Since;
using Dockerlint.Kubernetes;
using Dockerlint.Text;

namespace Dockerlint.Cli.Rendering;

/// <summary>What <c>kustomize build</c> writes: objects, which are found again by kind, namespace and name.</summary>
internal sealed class KustomizeRendering(string program, KustomizationFiles files, Manifests rendered) : IRendering
{
    private Dictionary<(string Kind, string Name), List<Workload>>? _objects;

    public string Program => program;

    public SourceText Text => rendered.Source;

    public bool IsMadeOf(ChangedFiles changed) => files.Files.Keys.Any(changed.Contains);

    public SourceLocation Origin(SourceLocation place, out bool isCertain)
    {
        isCertain = false;
        var written = ObjectAt(place) is { } made ? Written(made) : null;
        if (written is null)
        {
            return files.Files.Values.FirstOrDefault(static file => KustomizationFiles.IsName(file.Path[(file.Path.LastIndexOf('/') + 1)..]))
                is { } kustomization ? kustomization.AtLine(1) : new SourceText(files.Folder, "").AtLine(1);
        }

        var own = written.Kind.Location.Source;
        var line = Text.Slice(Text.LineSpan(place.Line));
        var near = LineMatch.Find(Text, place.Line, own, written.Span, out var isSame);
        if (near is { } found && isSame && SaysTheSame(found, line))
        {
            isCertain = true;
            return found;
        }

        // Another value than the resource's own is a patch's.
        SourceLocation? patched = null;
        foreach (var file in files.Files.Values)
        {
            if (file != own && Exactly(file, line) is { } inPatch)
            {
                if (patched is not null)
                {
                    return near ?? written.Kind.Location;
                }

                patched = inPatch;
            }
        }

        isCertain = patched is not null;
        return patched ?? near ?? written.Kind.Location;
    }

    private static SourceLocation? Exactly(SourceText file, string line) =>
        LineMatch.Unique(file, new TextSpan(0, file.Content.Length), line) is { } found && SaysTheSame(found, line) ? found : null;

    private static bool SaysTheSame(SourceLocation found, string line) =>
        found.Source.Slice(found.Span).TrimStart('-', ' ').TrimEnd() == line.Trim().TrimStart('-', ' ');

    private Workload? ObjectAt(SourceLocation place) =>
        rendered.Workloads.FirstOrDefault(workload => workload.Span.Start <= place.Span.Start && place.Span.Start <= workload.Span.End);

    private Workload? Written(Workload made)
    {
        _objects ??= Objects();
        foreach (var name in files.OwnNames(made.Name?.Value ?? "").Distinct())
        {
            if (_objects.TryGetValue((made.Kind.Value, name), out var found))
            {
                var inSpace = found.FindAll(workload => workload.Namespace?.Value == made.Namespace?.Value);
                return found.Count == 1 ? found[0] : inSpace.Count == 1 ? inSpace[0] : null;
            }
        }

        return null;
    }

    private Dictionary<(string Kind, string Name), List<Workload>> Objects()
    {
        var objects = new Dictionary<(string Kind, string Name), List<Workload>>();
        foreach (var file in files.Files.Values)
        {
            // A strategic merge patch has the name of its object and is none.
            foreach (var workload in ManifestReader.Read(file).Workloads.Where(static workload => !workload.IsPartial))
            {
                var key = (workload.Kind.Value, workload.Name?.Value ?? "");
                if (!objects.TryGetValue(key, out var same))
                {
                    objects[key] = same = [];
                }

                same.Add(workload);
            }
        }

        return objects;
    }
}
