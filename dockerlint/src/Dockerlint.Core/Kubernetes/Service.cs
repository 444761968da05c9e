using Dockerlint.Text;

namespace Dockerlint.Kubernetes;

/// <summary>A core <c>Service</c>.</summary>
public sealed class Service
{
    public required Located<string>? Name { get; init; }

    public Located<string>? Namespace { get; init; }

    /// <summary>Empty: it selects nothing (its endpoints are made by someone else).</summary>
    public IReadOnlyDictionary<string, Located<string>> Selector { get; init; } = EmptyMap.Of<Located<string>>();

    /// <summary><c>clusterIP: None</c>.</summary>
    public bool IsHeadless { get; init; }

    /// <summary><c>ClusterIP</c>, <c>NodePort</c>, <c>LoadBalancer</c>, <c>ExternalName</c>; null: not set.</summary>
    public Located<string>? Type { get; init; }

    public IReadOnlyList<ServicePort> Ports { get; init; } = [];

    public required SourceLocation Location { get; init; }

    /// <summary>All labels present on the pods, and no two different namespaces written (none written: the call decides).</summary>
    public bool Selects(Workload workload) =>
        Selector.Count > 0
        && Type?.Value != "ExternalName"
        && Namespaces.MayBeSame(Namespace, workload.Namespace)
        && Selector.All(wanted => workload.PodLabels.TryGetValue(wanted.Key, out var label) && label.Value == wanted.Value.Value);
}

/// <param name="TargetPort">A number or a container port's name as written; null: the same as <paramref name="Port"/>.</param>
public sealed record ServicePort(int? Port, string? TargetPort, SourceLocation Location)
{
    public string? Name { get; init; }
}

/// <summary>A <c>HorizontalPodAutoscaler</c>.</summary>
public sealed class Autoscaler
{
    public required Located<string>? Name { get; init; }

    public Located<string>? Namespace { get; init; }

    public string? TargetKind { get; init; }

    public string? TargetName { get; init; }

    /// <summary>Null: not set (1).</summary>
    public Located<int?>? MinReplicas { get; init; }

    public Located<int?>? MaxReplicas { get; init; }

    public required SourceLocation Location { get; init; }

    public bool Targets(Workload workload) =>
        TargetKind == workload.Kind.Value
        && TargetName is not null
        && TargetName == workload.Name?.Value
        && Namespaces.MayBeSame(Namespace, workload.Namespace);
}

internal static class Namespaces
{
    public static bool MayBeSame(Located<string>? one, Located<string>? other) => one is null || other is null || one.Value == other.Value;
}
