using Dockerlint.Kubernetes;

namespace Dockerlint.Containers;

/// <summary>The files that a container sees through <c>configMap</c> volumes whose ConfigMaps are part of the input.</summary>
internal sealed class ConfigMapFiles(IEnumerable<ConfigMap> maps)
{
    private readonly ILookup<string, ConfigMap> _byName = maps.ToLookup(static map => map.Name, StringComparer.Ordinal);

    /// <summary>By path in the container; null where it mounts none that is at hand.</summary>
    public IReadOnlyDictionary<string, ImageFile>? Of(Workload workload, PodContainer container)
    {
        if (_byName.Count == 0)
        {
            return null;
        }

        Dictionary<string, ImageFile>? files = null;
        foreach (var mount in container.VolumeMounts)
        {
            if (Volume(workload, mount.Volume) is not { } volume || Find(volume.ConfigMap, workload) is not { } map)
            {
                continue;
            }

            foreach (var (key, path) in volume.Items ?? Keys(map))
            {
                if (map.Data.ScalarAt(key) is { } text && (mount.SubPath is null || mount.SubPath == path))
                {
                    var full = mount.SubPath is null ? mount.Path.TrimEnd('/') + "/" + path : mount.Path;
                    (files ??= new(StringComparer.Ordinal))[full] =
                        new ImageFile(full, text.Value, span => text.LocationOf(span.Start, span.Length), mount.Location);
                }
            }
        }

        return files;
    }

    private static ConfigMapVolume? Volume(Workload workload, string name)
    {
        foreach (var volume in workload.Pod.ConfigMaps)
        {
            if (volume.Name == name)
            {
                return volume;
            }
        }

        return null;
    }

    /// <summary>Of several of one name the one in the workload's own file; null where that does not decide.</summary>
    private ConfigMap? Find(string name, Workload workload)
    {
        var named = _byName[name].ToList();
        return named.Count == 1 ? named[0] : named.Find(map => map.Data.Source.Path == workload.Kind.Location.Path);
    }

    private static IReadOnlyList<(string Key, string Path)> Keys(ConfigMap map) =>
        [.. map.Data.Entries.Select(static entry => entry.Key).OfType<string>().Select(static key => (key, key))];
}
