namespace Dockerlint.Kubernetes;

/// <summary>Which objects of the input other files of the input patch.</summary>
internal sealed class PatchIndex
{
    private readonly List<ObjectPatch> _patches;
    private readonly ILookup<string?, Workload> _named;

    public PatchIndex(IEnumerable<ObjectPatch> patches, IEnumerable<Workload> workloads)
    {
        _patches = [.. patches.Distinct()];
        _named = _patches.Count == 0 ? Array.Empty<Workload>().ToLookup(static workload => (string?)null)
            : workloads.Where(static workload => !workload.IsPartial).ToLookup(static workload => workload.Name?.Value);
    }

    public IReadOnlyList<ObjectPatch> Of(Workload workload)
    {
        if (_patches.Count == 0 || workload.IsPartial || workload.Name is not { Value: var name })
        {
            return [];
        }

        return [.. _patches.Where(patch => (patch.Kind is null || patch.Kind == workload.Kind.Value) && (patch.Name is null || patch.Name == name)
            && patch.Location.Path != workload.Kind.Location.Path && IsNearest(patch, workload))];
    }

    /// <summary>Of several objects of one name, the patch is meant for the one that lies nearest; it shares a folder with what it patches.</summary>
    private bool IsNearest(ObjectPatch patch, Workload workload)
    {
        var shared = Shared(patch.Location.Path, workload.Kind.Location.Path);
        var best = _named[workload.Name?.Value].Where(other => other.Kind.Value == workload.Kind.Value)
            .Max(other => Shared(patch.Location.Path, other.Kind.Location.Path));
        return shared == best && (patch.Name is not null || shared > 0);
    }

    /// <summary>Folders that both paths begin with.</summary>
    private static int Shared(string left, string right)
    {
        var count = 0;
        for (var i = 0; i < left.Length && i < right.Length && left[i] == right[i]; i++)
        {
            count += left[i] == '/' ? 1 : 0;
        }

        return count;
    }
}
