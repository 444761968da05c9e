using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;

namespace Dockerlint.Rules.GraceBudget;

/// <summary>STOP3008: a stop that takes longer than a spot node lives after its notice.</summary>
public sealed class NodeGoesSooner() : StopRule(new RuleInfo(
    "STOP3008", "NodeGoesSooner", Severity.Info,
    "preStop or the grace period is longer than the notice that a spot node gives."))
{
    public override void Check(Stop stop, Report report)
    {
        if (stop.Container is not { Workload: { Pod.Spot: { } spot } workload, PodContainer: { Role: ContainerRole.Main } container }
            || Judged.HasNothingToFinish(stop))
        {
            return;
        }

        var may = spot.IsAsked ? "runs on" : "may run on";
        var hook = stop.Budget.PreStop;
        if (hook.Seconds > spot.Seconds)
        {
            report.Add(hook.Location ?? stop.Container.Anchor,
                $"preStop takes {(hook.IsAtLeast ? "at least " : "")}{BudgetSentence.Seconds(hook.Seconds.Value)} and this pod {may} spot nodes: "
                    + $"{spot.Provider}, so the node is gone before SIGTERM is sent; shorten the hook, or ask for ordinary nodes",
                evidence: Evidence(stop, spot));
        }
        else if (stop.Budget.Need is { Seconds: { } need, IsDefault: false } && !double.IsPositiveInfinity(need) && hook.Seconds is { } held
            && held + need > spot.Seconds)
        {
            report.Add(stop.Budget.Need.Location ?? stop.Container.Anchor,
                $"the stop may take {BudgetSentence.Seconds(held + need)} and this pod {may} spot nodes: {spot.Provider}; let it take less, or ask "
                    + "for ordinary nodes",
                evidence: Evidence(stop, spot));
        }
        else if (stop.Budget.Grace is { IsDefault: false, Location: { } location, Seconds: { } grace } && grace > spot.Seconds
            && ReferenceEquals(container, workload.Pod.Containers[0]))
        {
            report.Add(location,
                $"{BudgetSentence.Seconds(grace)} of grace, and this pod {may} spot nodes: {spot.Provider}, however long the grace is; let the "
                    + "application be done by then, or ask for ordinary nodes",
                evidence: Evidence(stop, spot));
        }
    }

    private static List<Evidence> Evidence(Stop stop, SpotNode spot) =>
        [new Evidence(spot.IsAsked ? "asks for spot nodes" : "accepts spot nodes", spot.Location), .. Judged.EvidenceOf(stop.Budget)];
}
