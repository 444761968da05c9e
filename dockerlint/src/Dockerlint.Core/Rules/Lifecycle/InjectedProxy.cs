using Dockerlint.Kubernetes;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>A proxy that a mesh puts into the pod when it is made, so that no file shows its container.</summary>
/// <param name="Drains">Seconds that it goes on by itself after SIGTERM.</param>
/// <param name="Location">What asks for it.</param>
internal sealed record InjectedProxy(string Name, double Drains, string Remedy, SourceLocation Location)
{
    /// <summary>terminationDrainDuration of pilot-agent, 5 s by default (istio.io, ProxyConfig).</summary>
    private const double IstioDrains = 5;

    /// <summary>Null: none is asked for, or it stands among the containers, or is a native sidecar.</summary>
    public static InjectedProxy? Of(Workload workload)
    {
        if (workload.Pod.LongRunning.Any(static container => Proxies.NameOf(container) is Proxies.Istio or Proxies.Linkerd))
        {
            return null;
        }

        if (Find(workload, "linkerd.io/inject") is { Value: "enabled" or "ingress" } linkerd)
        {
            return workload.Annotations.Keys.Any(static key => key.Contains("native-sidecar")) ? null
                : new InjectedProxy(Proxies.Linkerd, 0, "config.alpha.linkerd.io/proxy-wait-before-exit-seconds", linkerd.Location);
        }

        return Find(workload, "sidecar.istio.io/inject") is { Value: "true" } istio
            && !workload.Annotations.Keys.Any(static key => key.Contains("nativeSidecar"))
            ? new InjectedProxy(Proxies.Istio, IstioDrains, "EXIT_ON_ZERO_ACTIVE_CONNECTIONS or terminationDrainDuration in proxy.istio.io/config",
                istio.Location)
            : null;
    }

    /// <summary>The application's hook goes on when the proxy has ended.</summary>
    public bool EndsBefore(Amount hook) => hook.Seconds > Drains;

    private static Located<string>? Find(Workload workload, string key) =>
        workload.Annotations.TryGetValue(key, out var annotation) ? annotation
        : workload.PodLabels.TryGetValue(key, out var label) ? label
        : null;
}
