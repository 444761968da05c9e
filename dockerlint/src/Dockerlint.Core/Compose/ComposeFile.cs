using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>Which files are Compose files.</summary>
public static class ComposeFile
{
    private static readonly string[] _serviceKeys =
        ["image", "build", "command", "entrypoint", "extends", "container_name", "stop_grace_period", "stop_signal", "init", "env_file", "depends_on",
            "restart", "profiles", "deploy", "provider"];

    /// <summary>compose-spec, compose_spec.json: nothing else may stand at the top level but <c>x-…</c>.</summary>
    private static readonly string[] _topLevelKeys =
        ["version", "name", "services", "networks", "volumes", "secrets", "configs", "include", "models"];

    private static readonly string[] _mainNames = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    private static readonly string[] _overrideNames =
        ["compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"];

    /// <summary><c>compose*.y*ml</c> or <c>docker-compose*.y*ml</c>.</summary>
    public static bool IsName(string path)
    {
        var name = NameOf(path).ToLowerInvariant();
        var isYaml = name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal);
        var rest = name.StartsWith("docker-compose", StringComparison.Ordinal) ? name.Remove(0, 14)
            : name.StartsWith("compose", StringComparison.Ordinal) ? name.Remove(0, 7)
            : null;
        return isYaml && rest is { Length: > 0 } && rest[0] is '.' or '-' or '_';
    }

    /// <summary>The overrides that Compose looks for beside a main file of a default name, the first that exists counts;
    /// empty for other names.</summary>
    public static IReadOnlyList<string> OverridePaths(string mainPath)
    {
        var name = NameOf(mainPath);
        return Array.IndexOf(_mainNames, name) < 0 ? []
            : _overrideNames.Select(other => mainPath.Remove(mainPath.Length - name.Length) + other).ToList();
    }

    /// <summary>By content: a <c>services</c> mapping whose services have a Compose key beside nothing that Compose refuses, or the services at
    /// the top level as in 2014.</summary>
    public static bool LooksLike(YamlDocument document) =>
        document.RootMapping is { } root
        && root["apiVersion"] is null
        && (root.MappingAt("services") is { } services
            ? services.Entries.Any(static entry => IsService(entry.Value)) && root.Entries.All(static entry => IsTopLevel(entry.Key))
            : HasTopLevelServices(root));

    /// <summary>The first file format: no <c>services</c>, <c>version</c> or <c>include</c>, each key a service with an image or a build.</summary>
    internal static bool HasTopLevelServices(YamlMapping root) =>
        root.Entries.Count > 0
        && root["services"] is null && root["include"] is null
        && root.Entries.All(
            static entry => entry.Value is YamlMapping service && service["image"] is YamlScalar or null
                && (service["image"] ?? service["build"]) is not null);

    private static bool IsTopLevel(string? key) =>
        Array.IndexOf(_topLevelKeys, key) >= 0 || key?.StartsWith("x-", StringComparison.Ordinal) == true;

    private static bool IsService(YamlNode node) => node is YamlMapping service && _serviceKeys.Any(key => service[key] is not null);

    private static string NameOf(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
