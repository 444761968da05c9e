using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>Keys that were meant as the pod's grace period and that the API server drops (or, validating strictly, refuses).</summary>
internal static class GraceKeyScan
{
    private const string RightKey = "terminationGracePeriodSeconds";

    /// <summary>Lower case, without separators.</summary>
    private static readonly HashSet<string> _lookalikes = new(StringComparer.Ordinal)
    {
        "stopgraceperiodseconds", "stopgraceperiod", "stopgraceseconds", "graceperiodseconds", "graceperiod", "graceseconds",
        "terminationgraceperiod", "terminationgraceperiodsecond", "terminationgraceperiodseconds", "terminationgraceseconds",
        "terminationgracetime", "terminationgraceperiodsec", "terminationgraceperiodms", "terminationperiodseconds", "terminationseconds",
        "shutdowngraceperiod", "shutdowngraceperiodseconds", "stoptimeout", "stoptimeoutseconds", "killtimeout",
    };

    public static IReadOnlyList<UnknownGraceKey> Find(YamlMapping root, WorkloadKind type, YamlMapping? template)
    {
        var rightPlace = type switch
        {
            WorkloadKind.Pod => "spec",
            WorkloadKind.CronJob => "spec.jobTemplate.spec.template.spec",
            _ => "spec.template.spec",
        };
        List<UnknownGraceKey>? found = null;
        var podSpec = template?.MappingAt("spec");
        var kind = root.ScalarAt("kind")?.Value ?? "";
        Scan(root, kind, " object");
        Scan(root.MappingAt("metadata"), "metadata");
        Scan(podSpec, "pod spec", isPodSpec: true);
        if (type != WorkloadKind.Pod)
        {
            Scan(root.MappingAt("spec"), kind, " spec");
            var jobTemplate = root.MappingAt("spec")?.MappingAt("jobTemplate");
            Scan(jobTemplate, "jobTemplate");
            Scan(jobTemplate?.MappingAt("spec"), "Job spec");
            Scan(template, "pod template");
            Scan(template?.MappingAt("metadata"), "pod metadata");
        }

        foreach (var container in ManifestFields.Mappings(podSpec, "containers").Concat(ManifestFields.Mappings(podSpec, "initContainers")))
        {
            var name = container.ScalarAt("name")?.Value ?? "without name";
            Scan(container, "container ", name);
            Scan(container.MappingAt("lifecycle"), "lifecycle of container ", name);
            Scan(container.MappingAt("lifecycle")?.MappingAt("preStop"), "preStop of container ", name);
        }

        Scan(podSpec?.MappingAt("securityContext"), "securityContext");
        return found ?? (IReadOnlyList<UnknownGraceKey>)[];

        void Scan(YamlMapping? mapping, string place, string part = "", bool isPodSpec = false)
        {
            var entries = mapping?.Entries ?? [];
            for (var i = 0; i < entries.Count; i++)
            {
                var entry = entries[i];
                if (entry.Key is { } key && IsLookalike(key) && !(isPodSpec && key == RightKey))
                {
                    (found ??= []).Add(
                        new UnknownGraceKey(key, entry.KeyLocation, place + part, RightKey, rightPlace, (entry.Value as YamlScalar)?.Value));
                }
            }
        }
    }

    public static bool IsLookalike(string key) =>
        key.Length is > 8 and < 40 && _lookalikes.Contains(key.Replace("_", string.Empty).Replace("-", string.Empty).ToLowerInvariant());
}
