using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Judgement;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>STOP4006: the proxy that carries the traffic gets SIGTERM together with the application.</summary>
public sealed class ProxyStopsFirst() : WorkloadRule(new RuleInfo(
    "STOP4006", "ProxyStopsFirst", Severity.Info,
    "A proxy container is told to stop at the same moment as the application that needs it."))
{
    /// <summary>Settings with which these proxies wait by themselves.</summary>
    private static readonly string[] _waits = ["term_timeout", "term-timeout", "min-sigterm-delay", "max-sigterm-delay",
        "exit_on_zero_active_connections", "termination_drain_duration", "terminationdrainduration", "wait-before-exit"];

    public override void Check(WorkloadStop pods, Report report)
    {
        var workload = pods.Workload;
        var main = pods.Main.ToList();
        if (workload.IsPartial || workload.IsBatch
            || InjectedProxy.Of(workload) is null && !main.Exists(static stop => Proxies.NameOf(stop.Container.PodContainer) is not null)
            || workload.Annotations.Any(static annotation => SaysToWait(annotation.Value.Value) || SaysToWait(annotation.Key)))
        {
            return;
        }

        if (main.Find(static stop => !Proxies.IsPartOfOne(stop.Container.PodContainer)) is not { Container.PodContainer: { } application } served)
        {
            return;
        }

        var name = application.Name?.Value ?? "the application";
        if (InjectedProxy.Of(workload) is { } injected && served.Budget.PreStop is { Seconds: > 0 and { } delay } hook && injected.EndsBefore(hook))
        {
            report.Add(injected.Location,
                $"the {injected.Name} that is injected here gets SIGTERM at once and is gone while {name} still "
                    + $"waits {BudgetSentence.Seconds(delay)} in its preStop, unless the mesh makes it a native sidecar; set {injected.Remedy} "
                    + "to at least as much",
                evidence: [new Evidence($"preStop of {name}, {BudgetSentence.Seconds(delay)}", hook.Location)]);
        }

        foreach (var stop in main)
        {
            if (Proxies.NameOf(stop.Container.PodContainer) is { } proxy && HookEffects.Of(stop) is not HookEffect.Delays and var effect
                && !WaitsByItself(stop))
            {
                report.Add(stop.Container.Anchor,
                    $"{proxy}{effect.Clause()} runs beside {name} and gets SIGTERM at the same moment, so "
                        + "it may be gone while the application still drains through it; make it a native sidecar (an init container with "
                        + "restartPolicy: Always, Kubernetes 1.29 and later), or let it wait in preStop",
                    verdict: stop.Route.Verdict,
                    evidence: [new Evidence("containers of a pod are told in no particular order", application.Name?.Location)]);
            }
        }
    }

    private static bool WaitsByItself(Stop stop) =>
        (stop.Container.Entrypoint ?? []).Concat(stop.Container.Command ?? []).Select(static word => word.Text)
            .Concat(stop.Container.PodContainer!.Env.Select(static variable => variable.Name))
            .Any(SaysToWait);

    private static bool SaysToWait(string text) => _waits.Any(wait => text.IndexOf(wait, StringComparison.OrdinalIgnoreCase) >= 0);
}
