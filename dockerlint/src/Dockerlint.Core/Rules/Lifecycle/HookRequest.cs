using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>An httpGet hook: a GET that the kubelet sends from the node to the pod's address.</summary>
internal static class HookRequest
{
    private const string Fails = "so the hook fails and SIGTERM follows at once";

    public static HookFault? FaultOf(LifecycleHandler hook, Stop stop, Workload workload)
    {
        var container = stop.Container.PodContainer!;
        var isOnHost = workload.Pod.HostNetwork is { Value: true };
        if (hook.Port is { } port && IsUnknownName(port, container))
        {
            return new HookFault(hook.Location,
                $"port {port} is no name of a port of this container, so the hook fails at once and SIGTERM follows; name one of its ports, or "
                    + "write the number")
            {
                Evidence = [new Evidence($"its ports: {Names(container)}", stop.Container.Anchor)],
            };
        }

        if (hook.Host is { } host && IsLocal(host.Value) && !isOnHost)
        {
            return new HookFault(host.Location,
                $"the kubelet sends this request from the node, where {host.Value} is the node itself and not the pod, {Fails}; leave host out, or "
                    + "ask from inside with exec");
        }

        if (AnswersOnlyInside(container, hook) is { } server)
        {
            return new HookFault(hook.Location,
                $"the kubelet asks the pod's address, and {server} listens on localhost only, {Fails}; if it ran, it would stop the proxy before "
                    + "the application has drained: make it a native sidecar (an init container with restartPolicy: Always) without a hook");
        }

        if (NeedsPost(hook.HttpPath?.Value, container) is { } who)
        {
            return new HookFault(hook.HttpPath!.Location,
                $"an httpGet hook sends GET, and {who} takes POST only, {Fails}; use exec with a client that posts, or sleep");
        }

        return isOnHost && hook.Host is null && !workload.IsPartial
            ? new HookFault(hook.Location,
                "an httpGet hook without host is not run in a pod on the host's network (\"failed to find networking container\", "
                    + "kubernetes/kubernetes#126572); name host, or use exec or sleep", Severity.Info)
            : null;
    }

    /// <summary>The request ends the container's own server, or begins its end.</summary>
    public static bool StopsServer(LifecycleHandler hook, Stop stop) => hook.HttpPath?.Value is { } path && !AsksAnother(hook, stop)
        && (path.Contains("quitquitquit") || path.TrimEnd('/') is var plain
            && (plain.EndsWith("/shutdown", StringComparison.Ordinal) || plain is "/stop" or "/quit" or "/exit"));

    /// <summary>A port that the container does not have, in a pod of several: a helper answers when it has seen the server drained.</summary>
    private static bool AsksAnother(LifecycleHandler hook, Stop stop) => stop.Container.PodContainer is { Ports.Count: > 0 } container
        && stop.Container.Workload!.Pod.LongRunning.Skip(1).Any()
        && int.TryParse(hook.Port, out var port) && !container.Ports.Any(open => open.Number is null || open.Number == port);

    /// <summary>A name is looked up in the container's own ports (kubelet, resolvePort); a placeholder may become a number.</summary>
    private static bool IsUnknownName(string port, PodContainer container) =>
        port.Length > 0 && !port.All(char.IsDigit) && port.IndexOfAny(['$', '{', '%', '@']) < 0
        && !container.Ports.Any(open => open.Name == port || open.Number is null);

    private static string Names(PodContainer container) =>
        container.Ports.Count == 0 ? "none" : string.Join(", ", container.Ports.Select(static port => port.Name ?? $"{port.Number} without a name"));

    private static bool IsLocal(string host) => host is "localhost" or "::1" or "[::1]" || host.StartsWith("127.", StringComparison.Ordinal);

    private static string? AnswersOnlyInside(PodContainer container, LifecycleHandler hook)
    {
        var proxy = Proxies.NameOf(container);
        return proxy == Proxies.CloudSql && hook.HttpPath?.Value.Contains("quitquitquit") == true ? "its admin server"
            : proxy == Proxies.Istio && hook.Port == "15000" ? "envoy's admin server"
            : null;
    }

    private static string? NeedsPost(string? path, PodContainer container)
    {
        var proxy = Proxies.NameOf(container);
        return path is null ? null
            : path.EndsWith("actuator/shutdown", StringComparison.Ordinal) ? "Spring's shutdown endpoint"
            : proxy is Proxies.Envoy or Proxies.Istio && (path.Contains("quitquitquit") || path.Contains("healthcheck/fail")
                || path.Contains("drain_listeners")) ? path
            : proxy == Proxies.Linkerd && path.TrimEnd('/') == "/shutdown" ? path
            : null;
    }
}
