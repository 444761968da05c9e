using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>The kinds that are read, and the API groups that define them; a kind of the same name in another group is somebody else's.</summary>
internal static class ObjectKinds
{
    /// <summary>A list of objects with parameters (<c>${NAME}</c>) that <c>oc process</c> fills in.</summary>
    public const string OpenShiftTemplate = "Template";

    private const string ListSuffix = "List";

    private static readonly Dictionary<string, (WorkloadKind Kind, string[] Groups)> _workloads = new(StringComparer.Ordinal)
    {
        ["Pod"] = (WorkloadKind.Pod, [""]),
        ["Deployment"] = (WorkloadKind.Deployment, ["apps", "extensions"]),
        ["StatefulSet"] = (WorkloadKind.StatefulSet, ["apps"]),
        ["DaemonSet"] = (WorkloadKind.DaemonSet, ["apps", "extensions"]),
        ["ReplicaSet"] = (WorkloadKind.ReplicaSet, ["apps", "extensions"]),
        ["ReplicationController"] = (WorkloadKind.ReplicationController, [""]),
        ["Job"] = (WorkloadKind.Job, ["batch"]),
        ["CronJob"] = (WorkloadKind.CronJob, ["batch"]),
        ["Rollout"] = (WorkloadKind.ArgoRollout, ["argoproj.io"]),
        ["ScaledJob"] = (WorkloadKind.ScaledJob, ["keda.sh"]),
        ["PodTemplate"] = (WorkloadKind.PodTemplate, [""]),
        ["DeploymentConfig"] = (WorkloadKind.DeploymentConfig, ["", "apps.openshift.io"]),
    };

    public static bool IsOurs(string kind) =>
        _workloads.ContainsKey(kind) || kind is "Service" or "HorizontalPodAutoscaler" or ListSuffix || ItemKind(kind) is { } item && IsOurs(item);

    /// <summary>Kinds that are known to hold no pod, so that they need no look; any other is looked at for a pod template.</summary>
    public static bool HoldsNoPod(string kind) => _withoutPods.Contains(kind) || kind.EndsWith("Binding", StringComparison.Ordinal)
        || kind.EndsWith("Policy", StringComparison.Ordinal) || kind.EndsWith("Class", StringComparison.Ordinal);

    private static readonly HashSet<string> _withoutPods = new(StringComparer.Ordinal)
    {
        "ConfigMap", "Secret", "ServiceAccount", "Role", "ClusterRole", "Namespace", "Ingress", "PersistentVolume", "PersistentVolumeClaim",
        "CustomResourceDefinition", "PodDisruptionBudget", "LimitRange", "ResourceQuota", "Endpoints", "EndpointSlice", "Event", "Lease", "Node",
        "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "APIService", "AppProject",
        "Certificate", "Issuer", "ClusterIssuer", "ServiceMonitor", "PodMonitor", "PrometheusRule", "VirtualService", "Gateway", "DestinationRule",
        "ServiceEntry", "Sidecar", "EnvoyFilter", "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "ReferenceGrant", "SealedSecret",
        "ExternalSecret", "SecretStore", "ClusterSecretStore", "HelmRepository", "GitRepository", "ScaledObject",
        "TriggerAuthentication", "VerticalPodAutoscaler", "ImageStream", "Route", "SecurityContextConstraints", "NodePool", "Provisioner",
        "PodSecurityPolicy", "Telemetry", "WasmPlugin", "RuntimeClass", "VolumeSnapshot", "CSIDriver", "CSINode", "FlowSchema", "Constraint",
        "Config", "ClusterConfiguration", "InitConfiguration", "KubeletConfiguration", "Cluster", "AlertmanagerConfig",
        "GrafanaDashboard", "Dashboard",
        "Values", "Environment", "Chart",
    };

    /// <summary>What a typed list (<c>DeploymentList</c>) holds; null for anything else.</summary>
    public static string? ItemKind(string? kind) =>
        kind is { Length: > 4 } && kind.EndsWith(ListSuffix, StringComparison.Ordinal) ? kind.Substring(0, kind.Length - ListSuffix.Length) : null;

    /// <summary>Null: not a workload of ours. Without an <paramref name="apiVersion"/> (a patch) the kind decides.</summary>
    public static WorkloadKind? Workload(string? kind, string? apiVersion)
    {
        if (kind == "Service" && Group(apiVersion) == "serving.knative.dev")
        {
            return WorkloadKind.KnativeService;
        }

        return kind is not null && _workloads.TryGetValue(kind, out var known) && IsIn(known.Groups, apiVersion) ? known.Kind : null;
    }

    public static bool IsCoreService(string? kind, string? apiVersion) => kind == "Service" && IsIn([""], apiVersion);

    public static bool IsAutoscaler(string? kind, string? apiVersion) =>
        kind == "HorizontalPodAutoscaler" && IsIn(["autoscaling", "extensions"], apiVersion);

    /// <summary>What Flux, k3s or Argo CD make pods of: a chart that lies elsewhere.</summary>
    public static bool InstallsChart(string? kind, string? apiVersion, YamlMapping root) => Group(apiVersion) switch
    {
        "helm.toolkit.fluxcd.io" => kind == "HelmRelease",
        "helm.cattle.io" => kind == "HelmChart",
        "argoproj.io" => kind == "Application" && root.MappingAt("spec") is { } spec
            && (spec.MappingAt("source")?.ScalarAt("chart") is not null
                || ManifestFields.Mappings(spec, "sources").Any(static source => source.ScalarAt("chart") is not null)),
        _ => false,
    };

    private static bool IsIn(string[] groups, string? apiVersion) => apiVersion is null || Array.IndexOf(groups, Group(apiVersion)) >= 0;

    private static string Group(string? apiVersion)
    {
        var slash = apiVersion?.IndexOf('/') ?? -1;
        return slash < 0 ? string.Empty : apiVersion!.Substring(0, slash);
    }
}
