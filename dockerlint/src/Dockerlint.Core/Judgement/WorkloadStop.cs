using Dockerlint.Findings;
using Dockerlint.Kubernetes;

namespace Dockerlint.Judgement;

/// <summary>A workload with the stops of its containers and the Services of the input that select its pods.</summary>
/// <param name="Stops">Containers first, then init containers, as written.</param>
public sealed record WorkloadStop(Workload Workload, Subject Subject, IReadOnlyList<Stop> Stops, IReadOnlyList<Service> Services)
{
    /// <summary>The containers that serve: neither init containers nor sidecars.</summary>
    public IEnumerable<Stop> Main => Stops.Where(static stop => stop.Container.PodContainer?.Role == ContainerRole.Main);
}
