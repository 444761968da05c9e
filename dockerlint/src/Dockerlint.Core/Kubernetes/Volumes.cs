using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>Where a container sees a volume of its pod.</summary>
/// <param name="SubPath">The one file of the volume that is mounted; null: all of it.</param>
public sealed record VolumeMount(string Volume, string Path, string? SubPath, SourceLocation Location)
{
    internal static IReadOnlyList<VolumeMount> Of(YamlMapping container)
    {
        List<VolumeMount>? mounts = null;
        foreach (var mount in ManifestFields.Mappings(container, "volumeMounts"))
        {
            if (mount.ScalarAt("mountPath")?.Value is ['/', ..] path && mount.ScalarAt("name")?.Value is { } name)
            {
                (mounts ??= []).Add(new VolumeMount(name, path, mount.ScalarAt("subPath")?.Value, mount.Location));
            }
        }

        return mounts ?? (IReadOnlyList<VolumeMount>)[];
    }
}

/// <summary>A volume made of a ConfigMap's keys.</summary>
/// <param name="Items">Which keys, and as what file; null: all, by their names.</param>
public sealed record ConfigMapVolume(string Name, string ConfigMap, IReadOnlyList<(string Key, string Path)>? Items)
{
    internal static IReadOnlyList<ConfigMapVolume> Of(YamlMapping? pod)
    {
        List<ConfigMapVolume>? volumes = null;
        foreach (var volume in ManifestFields.Mappings(pod, "volumes"))
        {
            if (volume.ScalarAt("name")?.Value is { } name && volume.MappingAt("configMap") is { } source
                && source.ScalarAt("name")?.Value is { } map)
            {
                (volumes ??= []).Add(new ConfigMapVolume(name, map, source.SequenceAt("items") is null ? null : [.. Keys(source)]));
            }
        }

        return volumes ?? (IReadOnlyList<ConfigMapVolume>)[];
    }

    private static IEnumerable<(string Key, string Path)> Keys(YamlMapping source) => ManifestFields.Mappings(source, "items")
        .Select(static item => (Key: item.ScalarAt("key")?.Value ?? "", Path: item.ScalarAt("path")?.Value ?? ""))
        .Where(static item => item.Key.Length > 0);
}
