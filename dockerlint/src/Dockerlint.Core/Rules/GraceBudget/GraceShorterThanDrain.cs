using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.GraceBudget;

namespace Dockerlint.Rules.GraceBudget;

/// <summary>STOP3001: the application may take longer than the platform waits.</summary>
public sealed class GraceShorterThanDrain() : ContainerRule(new RuleInfo(
    "STOP3001", "GraceShorterThanDrain", Severity.Warning,
    "The platform waits less than the application may take to drain."))
{
    public override void Check(Container container, Report report)
    {
        // An image alone does not say how long whoever runs it waits.
        if (container.Kind == ContainerKind.Image || container.IsOneShot || container.IsDevelopment || Judged.NeverReachesTheApplication(container))
        {
            return;
        }

        var budget = container.Budget;
        // Where the grace itself would do, the hook is the defect: STOP3002. No grace at all is STOP3003.
        if (budget is not { Slack: < 0, Grace.Seconds: { } grace and > 0, Need.Seconds: { } need } || budget.PreStop.Seconds > 0 && grace >= need)
        {
            return;
        }

        var location = budget.Grace.Location ?? budget.Need.Location ?? container.Anchor;
        string key = container.Kind == ContainerKind.PodContainer ? "terminationGracePeriodSeconds" : "stop_grace_period";
        string what = budget.Need.IsDefault ? $"{budget.Need.Source} waits up to {BudgetSentence.Seconds(need)} for open work" : $"{budget.Need.Source} is {BudgetSentence.Seconds(need)}";
        report.Add(location,
            $"{BudgetSentence.Of(budget)}; {what}, and work still open then is cut by SIGKILL (exit 137); raise {key}{Needed(budget, need)}, or let the application take less",
            budget.Need.IsDefault ? Severity.Info : Severity.Warning, evidence: Judged.EvidenceOf(budget));
    }

    private static string Needed(Budget budget, double need) =>
        double.IsPositiveInfinity(need) ? "" : $" above {BudgetSentence.Seconds(need + (budget.PreStop.Seconds ?? 0))}";
}
