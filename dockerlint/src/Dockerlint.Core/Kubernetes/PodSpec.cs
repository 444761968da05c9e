using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>A pod, as far as stopping goes.</summary>
public sealed class PodSpec
{
    /// <summary>Its first key; null where there is no spec (a patch of metadata only).</summary>
    public SourceLocation? Start { get; init; }

    public IReadOnlyList<YamlMapping> Volumes { get; init; } = [];

    /// <summary><c>terminationGracePeriodSeconds</c>; null: not set, 30.</summary>
    public WholeNumberField? GracePeriod { get; init; }

    /// <summary><c>timeoutSeconds</c> of a Knative revision, which is its pods' grace; null: not set.</summary>
    public WholeNumberField? TimeoutSeconds { get; init; }

    public Located<bool>? ShareProcessNamespace { get; init; }

    public Located<bool>? HostPid { get; init; }

    public Located<bool>? HostNetwork { get; init; }

    /// <summary><c>os.name</c>.</summary>
    public Located<string>? OsName { get; init; }

    public Located<string>? RestartPolicy { get; init; }

    /// <summary>Nodes that are taken back at short notice, where the pod asks for or accepts such; null: not known to.</summary>
    public SpotNode? Spot { get; init; }

    /// <summary>A hook written in the pod's spec, where none belongs.</summary>
    public IReadOnlyList<HookShapeFault> HookFaults { get; init; } = [];

    public IReadOnlyList<PodContainer> Containers { get; init; } = [];

    /// <summary>Sidecars (<see cref="ContainerRole.Sidecar"/>) are among them.</summary>
    public IReadOnlyList<PodContainer> InitContainers { get; init; } = [];

    /// <summary>Everything that runs while the pod serves: containers and sidecars.</summary>
    public IEnumerable<PodContainer> LongRunning =>
        Containers.Concat(InitContainers.Where(static container => container.Role == ContainerRole.Sidecar));
}

public enum WholeNumberState
{
    Valid,

    /// <summary>A string, a fraction, a list: the API server refuses the object.</summary>
    NotANumber,

    Negative,

    /// <summary>A placeholder (<c>${GRACE}</c>, <c>{{ … }}</c>) that something replaces before it is applied.</summary>
    Unknown,
}

/// <summary>A field that must be a whole number, not negative.</summary>
/// <param name="Text">As written.</param>
/// <param name="Value">Null unless it is a number (also a negative one).</param>
public sealed record WholeNumberField(string Text, WholeNumberState State, long? Value, SourceLocation Location);
