using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>A pod that asks for, or accepts, nodes which their owner takes back at short notice.</summary>
/// <param name="Seconds">From the notice to the end of the node, as far as pods get of it.</param>
/// <param name="Provider">For sentences.</param>
/// <param name="IsAsked">A selector or affinity that only such nodes meet; false: a toleration.</param>
public sealed record SpotNode(double Seconds, string Provider, bool IsAsked, SourceLocation Location)
{
    /// <summary>
    /// AWS: two minutes' notice (spot-interruption-notices). GKE: 30 s, of which pods get 15, Autopilot's Spot Pods up to 25 (concepts/spot-vms).
    /// Azure: 30 s at least (virtual-machines/spot-vms).
    /// </summary>
    private static readonly (string Key, string Value, double Seconds, string Provider)[] _labels =
    [
        ("karpenter.sh/capacity-type", "spot", 120, "a spot node of AWS gives two minutes"),
        ("eks.amazonaws.com/capacityType", "SPOT", 120, "a spot node of AWS gives two minutes"),
        ("node.kubernetes.io/lifecycle", "spot", 120, "a spot node of AWS gives two minutes"),
        ("lifecycle", "Ec2Spot", 120, "a spot node of AWS gives two minutes"),
        ("alpha.eksctl.io/instance-lifecycle", "spot", 120, "a spot node of AWS gives two minutes"),
        ("spotinst.io/node-lifecycle", "spot", 120, "a spot node of AWS gives two minutes"),
        ("cloud.google.com/gke-spot", "true", 25, "a spot node of GKE gives pods 15 s, on Autopilot 25 s at most"),
        ("cloud.google.com/gke-preemptible", "true", 25, "a preemptible node of GKE gives pods 15 s, on Autopilot 25 s at most"),
        ("cloud.google.com/gke-provisioning", "spot", 25, "a spot node of GKE gives pods 15 s, on Autopilot 25 s at most"),
        ("kubernetes.azure.com/scalesetpriority", "spot", 30, "a spot node of Azure gives 30 s"),
    ];

    internal static SpotNode? Of(YamlMapping? spec)
    {
        if (spec is null)
        {
            return null;
        }

        foreach (var entry in spec.MappingAt("nodeSelector")?.Entries ?? [])
        {
            if (Find(entry.Key, (entry.Value as YamlScalar)?.Value, isAsked: true, entry.KeyLocation) is { } asked)
            {
                return asked;
            }
        }

        var required = spec.MappingAt("affinity")?.MappingAt("nodeAffinity")?.MappingAt("requiredDuringSchedulingIgnoredDuringExecution");
        foreach (var term in ManifestFields.Mappings(required, "nodeSelectorTerms"))
        {
            foreach (var expression in ManifestFields.Mappings(term, "matchExpressions"))
            {
                if (OfExpression(expression) is { } asked)
                {
                    return asked;
                }
            }
        }

        foreach (var toleration in ManifestFields.Mappings(spec, "tolerations"))
        {
            if (Find(toleration.ScalarAt("key")?.Value, toleration.ScalarAt("value")?.Value, isAsked: false, toleration.Location) is { } accepted)
            {
                return accepted;
            }
        }

        return null;
    }

    /// <summary><c>In [spot]</c>; a second value leaves room for ordinary nodes, and the pod may still meet a spot one.</summary>
    private static SpotNode? OfExpression(YamlMapping expression)
    {
        var key = expression.ScalarAt("key")?.Value;
        if (expression.ScalarAt("operator")?.Value == "Exists")
        {
            return Find(key, null, isAsked: true, expression.Location);
        }

        var values = expression.SequenceAt("values")?.Items;
        foreach (var value in expression.ScalarAt("operator")?.Value == "In" ? values ?? [] : [])
        {
            if (Find(key, (value as YamlScalar)?.Value, values!.Count == 1, expression.Location) is { } asked)
            {
                return asked;
            }
        }

        return null;
    }

    /// <param name="value">Null: any.</param>
    private static SpotNode? Find(string? key, string? value, bool isAsked, SourceLocation location)
    {
        foreach (var label in _labels)
        {
            // A label of a plain name says nothing without its value.
            if (label.Key == key && (value is null ? label.Key.IndexOf('/') > 0 && label.Key.IndexOf("gke", StringComparison.Ordinal) > 0
                : string.Equals(label.Value, value, StringComparison.OrdinalIgnoreCase)))
            {
                return new SpotNode(label.Seconds, label.Provider, isAsked, location);
            }
        }

        return null;
    }
}
