using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>A ConfigMap that holds scripts: its keys are files where a pod mounts it.</summary>
public sealed record ConfigMap(string Name, YamlMapping Data)
{
    /// <summary>Where none has an interpreter line there is no script in it, and it is not read.</summary>
    internal static bool MayHoldScripts(SourceText source) => source.Content.Contains("#!/");

    internal static ConfigMap? Of(YamlMapping root) =>
        root.MappingAt("metadata")?.ScalarAt("name") is { } name && root.MappingAt("data") is { } data ? new ConfigMap(name.Value, data) : null;
}
