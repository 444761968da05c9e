using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>Keys that were meant as the service's grace period; Compose refuses them, older versions and other tools ignore them.</summary>
internal static class ServiceGraceKeys
{
    private const string RightKey = "stop_grace_period";

    /// <summary>Lower case, without separators.</summary>
    private static readonly HashSet<string> _lookalikes = new(StringComparer.Ordinal)
    {
        "stopgraceperiod", "stopgraceperiodseconds", "graceperiod", "graceperiodseconds", "stopgrace", "gracestopperiod", "stoptimeout",
        "stoptimeoutseconds", "stopwait", "stopperiod", "shutdowntimeout", "shutdowngraceperiod", "terminationgraceperiod",
        "terminationgraceperiodseconds", "killtimeout", "graceshutdownperiod",
    };

    public static IReadOnlyList<UnknownGraceKey> Find(string service, YamlMapping node)
    {
        List<UnknownGraceKey>? found = null;
        Scan(node, $"service {service}", isService: true);
        Scan(node.MappingAt("deploy"), $"deploy of service {service}");
        Scan(node.MappingAt("deploy")?.MappingAt("update_config"), $"update_config of service {service}");
        Scan(node.MappingAt("healthcheck"), $"healthcheck of service {service}");
        Scan(node.MappingAt("build"), $"build of service {service}");
        return found ?? (IReadOnlyList<UnknownGraceKey>)[];

        void Scan(YamlMapping? mapping, string place, bool isService = false)
        {
            foreach (var entry in mapping?.Entries ?? [])
            {
                if (entry.Key is { } key && IsLookalike(key) && !(isService && key == RightKey))
                {
                    (found ??= []).Add(
                        new UnknownGraceKey(key, entry.KeyLocation, place, RightKey, "the service", (entry.Value as YamlScalar)?.Value));
                }
            }
        }
    }

    private static bool IsLookalike(string key) =>
        key.Length is > 7 and < 40 && _lookalikes.Contains(key.Replace("_", string.Empty).Replace("-", string.Empty).ToLowerInvariant());
}
