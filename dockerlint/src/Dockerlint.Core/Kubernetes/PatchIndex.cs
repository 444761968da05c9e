using System.Collections.Concurrent;

namespace Dockerlint.Kubernetes;

/// <summary>Which objects of the input other files of the input patch.</summary>
internal sealed class PatchIndex
{
    /// <summary>Patches for every name; each is asked about each workload.</summary>
    private const int MaximumUnnamed = 1000;

    private readonly ILookup<string?, (ObjectPatch Patch, int Order)> _patches;
    private readonly ILookup<(string? Name, string Kind), Workload> _named;

    // Asked by several threads. By the patch's file and the workload's name and kind: folders shared with the nearest of that name.
    private readonly ConcurrentDictionary<(string Path, string? Name, string Kind), int> _nearest = new();

    public PatchIndex(IEnumerable<ObjectPatch> patches, IEnumerable<Workload> workloads)
    {
        _patches = patches.Where(static patch => patch.Name is not null || patch.Kind is not null).Distinct()
            .Select(static (patch, order) => (patch, order)).ToLookup(static entry => entry.patch.Name);
        _named = (_patches.Count == 0 ? [] : workloads.Where(static workload => !workload.IsPartial))
            .ToLookup(static workload => (workload.Name?.Value, workload.Kind.Value));
    }

    public IReadOnlyList<ObjectPatch> Of(Workload workload)
    {
        if (_patches.Count == 0 || workload.IsPartial || workload.Name is not { Value: var name })
        {
            return [];
        }

        return [.. _patches[name].Concat(_patches[null].Take(MaximumUnnamed)).OrderBy(static entry => entry.Order)
            .Select(static entry => entry.Patch)
            .Where(patch => (patch.Kind is null || patch.Kind == workload.Kind.Value) && patch.Location.Path != workload.Kind.Location.Path
                && IsNearest(patch, workload))];
    }

    /// <summary>Of several objects of one name, the patch is meant for the one that lies nearest; it shares a folder with what it patches.</summary>
    private bool IsNearest(ObjectPatch patch, Workload workload)
    {
        var shared = Shared(patch.Location.Path, workload.Kind.Location.Path);
        var best = _nearest.GetOrAdd((patch.Location.Path, workload.Name?.Value, workload.Kind.Value), asked =>
            _named[(asked.Name, asked.Kind)].Max(other => Shared(asked.Path, other.Kind.Location.Path)));
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
