using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>A ConfigMap that holds scripts: its keys are files where a pod mounts it.</summary>
public sealed record ConfigMap(string Name, YamlMapping Data)
{
    private static readonly string[] _signsOfScripts = ["#!/", ".sh:", ".bash:", ".py:", ".js:"];

    /// <summary>With neither an interpreter line nor a key that names a script there is none in it, and it is not read.</summary>
    internal static bool MayHoldScripts(SourceText source) => Array.Exists(_signsOfScripts, source.Content.Contains);

    internal static ConfigMap? Of(YamlMapping root) =>
        root.MappingAt("metadata")?.ScalarAt("name") is { } name && root.MappingAt("data") is { } data ? new ConfigMap(name.Value, data) : null;
}
