using Dockerlint.Findings;
using Dockerlint.Images;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.SignalPath;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>STOP4009: a pod that is to end by itself, and a container in it that never does.</summary>
public sealed class ProxyOutlivesJob() : WorkloadRule(new RuleInfo(
    "STOP4009", "ProxyOutlivesJob", Severity.Info,
    "A Job's pod has a container that never ends, so the Job never completes."))
{
    /// <summary>What ends a proxy from inside the pod: a request, or a signal to a neighbour.</summary>
    private static readonly string[] _ends =
        ["quitquitquit", "actuator/shutdown", "localhost:4191/shutdown", "linkerd-await", "scuttle", "pkill", "killall", "kill "];

    public override void Check(WorkloadStop pods, Report report)
    {
        var workload = pods.Workload;
        var injected = InjectedProxy.Of(workload);
        if (!workload.IsBatch && workload.Type != WorkloadKind.ScaledJob || workload.IsPartial
            || workload.Pod.Containers.Count < 2 && injected is null)
        {
            return;
        }

        var main = pods.Main.ToList();
        if (main.Find(static stop => NeverEnds(stop) is null) is not { Container.PodContainer: { } work } || main.Exists(EndsOthers))
        {
            return;
        }

        if (injected is not null)
        {
            report.Add(injected.Location,
                $"the {injected.Name} that is injected here never ends by itself, so the pod goes on after {work.Name?.Value ?? "the work"} is done "
                    + $"and the {workload.Kind.Value} never completes, unless the mesh makes it a native sidecar; ask the mesh for one, let the work "
                    + "end it, or do not inject it",
                evidence: [new Evidence("a Job's pod is done when all its containers have ended", work.Name?.Location)]);
        }

        foreach (var stop in main)
        {
            if (NeverEnds(stop) is { } what)
            {
                report.Add(stop.Container.Anchor,
                    $"{what} never ends by itself, so the pod goes on after {work.Name?.Value ?? "the work"} is done and the {workload.Kind.Value} "
                        + "never completes; make it a native sidecar (an init container with restartPolicy: Always, Kubernetes 1.29 and later), "
                        + "which is stopped when the work is done, or let the work end it (quitquitquit)",
                    evidence: [new Evidence("a Job's pod is done when all its containers have ended", work.Name?.Location)]);
            }
        }
    }

    /// <summary>A proxy or a server; null: it may end.</summary>
    private static string? NeverEnds(Stop stop)
    {
        if (stop.Container.PodContainer is not { } container)
        {
            return null;
        }

        if (Proxies.NameOf(container) is { } proxy)
        {
            return proxy;
        }

        if (container.RestartsAlways)
        {
            return $"{container.Name?.Value ?? "a container"}, whose restartPolicy: Always makes no sidecar of it under containers,";
        }

        // A command of its own may be anything: redis-cli in the redis image.
        return container.Command is { Count: > 0 } ? stop.Route.Application is { Kind: HopKind.Server or HopKind.Idle } server ? server.Program : null
            : container.Args is null && container.Image is { } image ? ServerName(image.Value)
            : null;
    }

    private static string? ServerName(string image)
    {
        var repository = ImageReference.Parse(image).Repository;
        return repository.Substring(repository.LastIndexOf('/') + 1) switch
        {
            "fluentd" or "fluent-bit" or "filebeat" or "vector" or "promtail" or "telegraf" or "otelcol" or "opentelemetry-collector"
                or "opentelemetry-collector-contrib" or "jaeger-agent" or "datadog-agent" or "nginx" or "redis" or "postgres" or "mysql" or "mariadb"
                or "memcached" or "rabbitmq" or "mongo" or "envoy" or "haproxy" or "squid" => repository.Substring(repository.LastIndexOf('/') + 1),
            _ => null,
        };
    }

    private static bool EndsOthers(Stop stop)
    {
        var container = stop.Container.PodContainer!;
        return (container.Command ?? []).Concat(container.Args ?? []).Any(static word => SaysEnd(word.Value))
            || stop.Route.Hops.Any(hop => hop.Argv.Any(word => word.Value is { Length: > 0 } path && path.IndexOf(' ') < 0
                && stop.Container.Files.FindProgram(path) is { } script && SaysEnd(script.Content)));
    }

    private static bool SaysEnd(string text) => Array.Exists(_ends, end => text.IndexOf(end, StringComparison.Ordinal) >= 0);
}
