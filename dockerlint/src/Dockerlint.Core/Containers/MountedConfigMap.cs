using Dockerlint.Kubernetes;

namespace Dockerlint.Containers;

/// <summary>A ConfigMap of the input where a container sees it: a file for each key. Thousands of pods may mount thousands of keys, so a file is made
/// when it is asked for.</summary>
/// <param name="Items">Which keys, and as what file; null: all, by their names.</param>
public sealed record MountedConfigMap(ConfigMap Map, VolumeMount Mount, IReadOnlyList<(string Key, string Path)>? Items)
{
    /// <param name="path">In the container; null: not one of these files.</param>
    public ImageFile? Find(string path)
    {
        var folder = Mount.Path.TrimEnd('/') + "/";
        var name = Mount.SubPath is null ? path.StartsWith(folder, StringComparison.Ordinal) ? path.Substring(folder.Length) : null
            : path == Mount.Path ? Mount.SubPath
            : null;
        var key = name is null || Items is null ? name : Items.LastOrDefault(item => item.Path == name).Key;
        return key is not null && Map.Data.ScalarAt(key) is { } text
            ? new ImageFile(path, text.Value, span => text.LocationOf(span.Start, span.Length), Mount.Location)
            : null;
    }
}
