using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary><c>depends_on</c>, and what implies it: a shared namespace, volumes or a link of another service.</summary>
internal static class DependencyReader
{
    private const string Started = "service_started";

    private const string ServicePrefix = "service:";

    public static IReadOnlyList<ComposeDependency> Read(YamlMapping service)
    {
        var dependencies = new Dictionary<string, ComposeDependency>(StringComparer.Ordinal);
        foreach (var item in ComposeFields.Items(service["depends_on"]))
        {
            if (item is YamlScalar { IsNull: false } name)
            {
                dependencies[name.Value] = new ComposeDependency(name.Value, Started, name.Location);
            }

            foreach (var entry in (item as YamlMapping)?.Entries ?? [])
            {
                if (entry.Key is { } key)
                {
                    dependencies[key] = new ComposeDependency(key, (entry.Value as YamlMapping)?.ScalarAt("condition")?.Value ?? Started,
                        entry.KeyLocation);
                }
            }
        }

        foreach (var (name, scalar) in Implied(service))
        {
            if (!dependencies.ContainsKey(name))
            {
                dependencies.Add(name, new ComposeDependency(name, Started, scalar.Location));
            }
        }

        return [.. dependencies.Values];
    }

    private static IEnumerable<(string Name, YamlScalar Scalar)> Implied(YamlMapping service)
    {
        foreach (var key in new[] { "network_mode", "ipc", "pid" })
        {
            if (service.ScalarAt(key) is { } mode && mode.Value.StartsWith(ServicePrefix, StringComparison.Ordinal))
            {
                yield return (mode.Value.Substring(ServicePrefix.Length), mode);
            }
        }

        foreach (var link in ComposeFields.Items(service["links"]).OfType<YamlScalar>())
        {
            yield return (BeforeColon(link.Value), link);
        }

        foreach (var volumes in ComposeFields.Items(service["volumes_from"]).OfType<YamlScalar>())
        {
            if (!volumes.Value.StartsWith("container:", StringComparison.Ordinal))
            {
                yield return (BeforeColon(volumes.Value), volumes);
            }
        }
    }

    private static string BeforeColon(string value)
    {
        var colon = value.IndexOf(':');
        return colon < 0 ? value : value.Remove(colon);
    }
}
