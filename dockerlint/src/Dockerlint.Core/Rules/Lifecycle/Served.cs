using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Rules.GraceBudget;
using Dockerlint.Text;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>A container that gets its traffic through a Service of the input, in a pod that is replaced while others serve.</summary>
internal sealed record Served(Stop Stop, Service Service)
{
    private static readonly string[] _notTraffic =
        ["metric", "prom", "monitoring", "profil", "pprof", "probe", "health", "debug", "xds", "telemetry"];

    public string ServiceName => Service.Name?.Value ?? "?";

    public Evidence Evidence => new($"Service {ServiceName} selects these pods", Service.Name?.Location ?? Service.Location);

    /// <summary>Null: no such container, or not known to be one.</summary>
    public static Served? Of(WorkloadStop pods)
    {
        var workload = pods.Workload;
        if (workload.IsPartial || !IsReplacedWhileOthersServe(workload))
        {
            return null;
        }

        var main = pods.Main.ToList();
        Served? found = null;
        foreach (var service in pods.Services)
        {
            // A headless Service is for clients that pick one pod themselves; a port for metrics is not traffic.
            if (service.IsHeadless || !IsOfTheSameApplication(service, workload) || Serving(service, main) is not { } stop)
            {
                continue;
            }

            if (found is null || service.Location.Path == workload.Kind.Location.Path)
            {
                found = new Served(stop, service);
            }
        }

        return found is { Stop: { Container.IsDevelopment: false } judged } && !DataStores.IsOne(judged) && !Judged.HasNothingToFinish(judged)
            ? found
            : null;
    }

    /// <summary>
    /// Labels alone do not tell: in a repository of examples a dozen Services select <c>app: web</c>. The same written namespace does, or the
    /// same folder, one above the other, or folders side by side that are named after kinds (<c>services/</c>, <c>deployments/</c>).
    /// </summary>
    private static bool IsOfTheSameApplication(Service service, Workload workload)
    {
        var one = ContextPath.Folder(service.Location.Path);
        var other = ContextPath.Folder(workload.Kind.Location.Path);
        return service.Namespace is not null && service.Namespace.Value == workload.Namespace?.Value
            || one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal)
            || IsNamedAfterKind(one) && IsNamedAfterKind(other) && ContextPath.Folder(one.TrimEnd('/')) == ContextPath.Folder(other.TrimEnd('/'));
    }

    private static bool IsNamedAfterKind(string folder)
    {
        var name = folder.TrimEnd('/');
        return name.Substring(name.LastIndexOf('/') + 1).TrimEnd('s') is "service" or "svc" or "deployment" or "deploy" or "statefulset"
            or "daemonset" or "workload" or "pod" or "rollout";
    }

    private static bool IsReplacedWhileOthersServe(Workload workload) => workload.Type switch
    {
        WorkloadKind.Deployment or WorkloadKind.DeploymentConfig or WorkloadKind.ArgoRollout =>
            workload.StrategyType?.Value != "Recreate" && workload.Replicas is not { Value: 0 },
        WorkloadKind.ReplicaSet or WorkloadKind.ReplicationController or WorkloadKind.StatefulSet => workload.Replicas is { Value: > 1 },
        WorkloadKind.DaemonSet => workload.Pod.HostNetwork is not { Value: true } && workload.StrategyType?.Value != "OnDelete",
        _ => false,
    };

    private static Stop? Serving(Service service, List<Stop> main)
    {
        var hasTraffic = service.Ports.Count == 0;
        foreach (var port in service.Ports)
        {
            var target = port.TargetPort ?? port.Port?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (IsMetrics(port.Name) || IsMetrics(target))
            {
                continue;
            }

            hasTraffic = true;
            foreach (var stop in main)
            {
                if (stop.Container.PodContainer!.Ports.Any(
                    open => open.Name == target || open.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) == target))
                {
                    return stop;
                }
            }
        }

        return hasTraffic && main.Count == 1 ? main[0] : null;
    }

    /// <summary>Ports whose callers come again: metrics, probes, profiles, configuration streams.</summary>
    private static bool IsMetrics(string? name) => name is not null && Array.Exists(_notTraffic, name.Contains);
}
