using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;

namespace Dockerlint.Rules.GraceBudget;

/// <summary>STOP3002: preStop runs inside the grace and leaves too little of it.</summary>
public sealed class PreStopEatsGrace() : StopRule(new RuleInfo(
    "STOP3002", "PreStopEatsGrace", Severity.Error,
    "preStop takes the whole grace period, or leaves the application too little of it."))
{
    public override void Check(Stop stop, Report report)
    {
        var budget = stop.Budget;
        // A hook that begins with the stop waits for the drain: what follows is over when PID 1 is.
        if (stop.Container.PodContainer?.PreStop is not { } hook || stop.Container.IsOneShot || StopCommand.IsFirst(hook.Command)
            || budget is not { PreStop.Seconds: { } preStop and > 0, Grace.Seconds: { } grace and > 0 })
        {
            return;
        }

        var left = grace - preStop;
        var location = budget.PreStop.Location ?? hook.Location;
        if (left <= 0)
        {
            // A sleep action longer than the grace is not even accepted: STOP4004.
            if (hook.Kind != HandlerKind.Sleep || left == 0)
            {
                report.Add(location,
                    $"{BudgetSentence.Left(budget)}: the hook takes all of it, so SIGTERM comes when the time is up and SIGKILL "
                        + $"{BudgetSentence.Seconds(budget.MinimumLeft)} later; set terminationGracePeriodSeconds to the hook's "
                        + $"{BudgetSentence.Seconds(preStop)} plus what the application needs",
                    evidence: Judged.EvidenceOf(budget));
            }

            return;
        }

        if (budget.Need.Seconds is { } need && need <= grace && need > left)
        {
            report.Add(location, $"{BudgetSentence.Of(budget)}; the grace is counted from the start of preStop; raise terminationGracePeriodSeconds "
                + $"above {BudgetSentence.Seconds(preStop + need)}",
                budget.Need.IsWritten ? Severity.Warning : Severity.Info, evidence: Judged.EvidenceOf(budget));
        }
        else if (left < budget.MinimumLeft)
        {
            report.Add(location, $"{BudgetSentence.Left(budget)}: too little to finish anything; the grace is counted from the start of preStop; "
                + "raise terminationGracePeriodSeconds",
                Severity.Warning, evidence: Judged.EvidenceOf(budget));
        }
    }
}
