using Dockerlint.Kubernetes;
using Dockerlint.Text;
using Dockerlint.Yaml;

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
            if (mount.ScalarAt("mountPath")?.Value is not ['/', ..] folder || mount.ScalarAt("name")?.Value is not { } name
                || Volume(workload, name) is not { } volume || Find(volume.ScalarAt("name")?.Value, workload) is not { } map)
            {
                continue;
            }

            foreach (var (key, path) in Items(volume, map))
            {
                var subPath = mount.ScalarAt("subPath")?.Value;
                if (map.Data.ScalarAt(key) is { } text && (subPath is null || subPath == path))
                {
                    var full = subPath is null ? folder.TrimEnd('/') + "/" + path : folder;
                    (files ??= new(StringComparer.Ordinal))[full] =
                        new ImageFile(full, text.Value, span => text.LocationOf(span.Start, span.Length), mount.Location);
                }
            }
        }

        return files;
    }

    private static YamlMapping? Volume(Workload workload, string name) => workload.Pod.Volumes
        .FirstOrDefault(volume => volume.ScalarAt("name")?.Value == name)?.MappingAt("configMap");

    /// <summary>Of several of one name the one in the workload's own file; null where that does not decide.</summary>
    private ConfigMap? Find(string? name, Workload workload)
    {
        var named = name is null ? [] : _byName[name].ToList();
        return named.Count == 1 ? named[0] : named.Find(map => map.Data.Source.Path == workload.Kind.Location.Path);
    }

    private static IEnumerable<(string Key, string Path)> Items(YamlMapping volume, ConfigMap map)
    {
        if (volume.SequenceAt("items") is null)
        {
            return map.Data.Entries.Select(static entry => entry.Key).OfType<string>().Select(static key => (key, key));
        }

        return ManifestFields.Mappings(volume, "items")
            .Select(static item => (Key: item.ScalarAt("key")?.Value ?? "", Path: item.ScalarAt("path")?.Value ?? ""))
            .Where(static item => item.Key.Length > 0);
    }
}
