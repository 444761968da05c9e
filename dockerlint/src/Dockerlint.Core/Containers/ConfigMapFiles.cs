using Dockerlint.Kubernetes;

namespace Dockerlint.Containers;

/// <summary>The files that a container sees through <c>configMap</c> volumes whose ConfigMaps are part of the input.</summary>
internal sealed class ConfigMapFiles
{
    /// <summary>Null: there are several of this name.</summary>
    private readonly Dictionary<string, ConfigMap?> _byName = new(StringComparer.Ordinal);

    private readonly Dictionary<(string Name, string File), ConfigMap> _firstOfFile = [];

    public ConfigMapFiles(IEnumerable<ConfigMap> maps)
    {
        foreach (var map in maps)
        {
            _byName[map.Name] = _byName.ContainsKey(map.Name) ? null : map;
            if (!_firstOfFile.ContainsKey((map.Name, map.Data.Source.Path)))
            {
                _firstOfFile.Add((map.Name, map.Data.Source.Path), map);
            }
        }
    }

    /// <summary>In the order in which they are mounted; null where it mounts none that is at hand.</summary>
    public IReadOnlyList<MountedConfigMap>? Of(Workload workload, PodContainer container)
    {
        if (_byName.Count == 0)
        {
            return null;
        }

        List<MountedConfigMap>? files = null;
        foreach (var mount in container.VolumeMounts)
        {
            if (Volume(workload, mount.Volume) is { } volume && Find(volume.ConfigMap, workload) is { } map)
            {
                (files ??= []).Add(new MountedConfigMap(map, mount, volume.Items));
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
    private ConfigMap? Find(string name, Workload workload) => _byName.TryGetValue(name, out var only) && only is null
        && _firstOfFile.TryGetValue((name, workload.Kind.Location.Path), out var own) ? own : only;
}
