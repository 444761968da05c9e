using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>What one manifest file declares that matters when a pod stops.</summary>
public sealed class Manifests
{
    public required SourceText Source { get; init; }

    public IReadOnlyList<Workload> Workloads { get; init; } = [];

    public IReadOnlyList<Service> Services { get; init; } = [];

    public IReadOnlyList<Autoscaler> Autoscalers { get; init; } = [];

    public IReadOnlyList<ConfigMap> ConfigMaps { get; init; } = [];

    public IReadOnlyList<Kustomization> Kustomizations { get; init; } = [];

    /// <summary>Objects that may make pods and whose kind nobody reads, by kind.</summary>
    public IReadOnlyDictionary<string, int> Unread { get; init; } = EmptyMap.Of<int>();

    public IReadOnlyList<InputError> Errors { get; init; } = [];

    public IReadOnlyList<DuplicateKey> DuplicateKeys { get; init; } = [];

    /// <summary>Documents that are templates and not YAML.</summary>
    public IReadOnlyList<TemplateMark> Templates { get; init; } = [];

    /// <summary>
    /// A <c>kind</c> and an <c>apiVersion</c> (or a patch of a known kind) in at least one document, ours or not. Without it the file is no
    /// manifest, and <see cref="Errors"/> and <see cref="Templates"/> are about some other YAML.
    /// </summary>
    public bool IsManifest { get; init; }
}

/// <summary>Anything with a pod template, or a bare pod.</summary>
public sealed class Workload
{
    /// <summary><c>Pod</c>, <c>Deployment</c>, <c>StatefulSet</c>, <c>DaemonSet</c>, <c>ReplicaSet</c>, <c>ReplicationController</c>, <c>Job</c>,
    /// <c>CronJob</c>, <c>Rollout</c>, <c>DeploymentConfig</c>, <c>Service</c> (Knative).</summary>
    public required Located<string> Kind { get; init; }

    public required WorkloadKind Type { get; init; }

    public string? ApiVersion { get; init; }

    /// <summary>Null: <c>generateName</c>, or a patch without one.</summary>
    public Located<string>? Name { get; init; }

    /// <summary>Null: the namespace of the call.</summary>
    public Located<string>? Namespace { get; init; }

    /// <summary>Of the whole object. Its tree is not kept: a run over many files would hold them all.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>The chart's template, from the comment that <c>helm template</c> writes above each document; null: none.</summary>
    public string? RenderedFrom { get; internal set; }

    /// <summary>Of the object and of its pod template; the object's win.</summary>
    public IReadOnlyDictionary<string, Located<string>> Annotations { get; init; } = EmptyMap.Of<Located<string>>();

    /// <summary>A Knative Service that Google Cloud Run serves: its own annotations or the location label say so.</summary>
    public bool IsCloudRun { get; init; }

    /// <summary>Labels of the pods: what a Service selects.</summary>
    public IReadOnlyDictionary<string, Located<string>> PodLabels { get; init; } = EmptyMap.Of<Located<string>>();

    /// <summary>Null: not set (1, or what an autoscaler says).</summary>
    public Located<int?>? Replicas { get; init; }

    /// <summary><c>RollingUpdate</c>, <c>Recreate</c>, <c>OnDelete</c>; null: the kind's default.</summary>
    public Located<string>? StrategyType { get; init; }

    /// <summary>A number or a percentage as written.</summary>
    public Located<string>? MaxUnavailable { get; init; }

    public required PodSpec Pod { get; init; }

    /// <summary>A Kustomize patch or the like: a container without an image, or no containers where the kind needs them.</summary>
    public bool IsPartial { get; init; }

    /// <summary>What it changes of the object of its name; null: it is whole, or changes nothing that a stop depends on.</summary>
    public ObjectPatch? AsPatch { get; init; }

    /// <summary>Patches of other files that change it.</summary>
    public IReadOnlyList<ObjectPatch> Patches { get; internal set; } = [];

    public IReadOnlyList<UnknownGraceKey> UnknownGraceKeys { get; init; } = [];

    public bool IsBatch => Type is WorkloadKind.Job or WorkloadKind.CronJob;
}

public enum WorkloadKind
{
    Pod,
    Deployment,
    StatefulSet,
    DaemonSet,
    ReplicaSet,
    ReplicationController,
    Job,
    CronJob,
    ArgoRollout,
    DeploymentConfig,
    KnativeService,

    /// <summary>KEDA's: its pods end by themselves, or are stopped while they work when it scales down.</summary>
    ScaledJob,
    PodTemplate,

    /// <summary>A custom resource with a pod template somewhere in it; what its controller makes of it is not known.</summary>
    Custom,
}
