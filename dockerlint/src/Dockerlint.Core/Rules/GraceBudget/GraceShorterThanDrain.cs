using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Judgement;

namespace Dockerlint.Rules.GraceBudget;

/// <summary>STOP3001: the application may take longer than the platform waits.</summary>
public sealed class GraceShorterThanDrain() : StopRule(new RuleInfo(
    "STOP3001", "GraceShorterThanDrain", Severity.Warning,
    "The platform waits less than the application may take to drain."))
{
    public override void Check(Stop stop, Report report)
    {
        // An image alone does not say how long whoever runs it waits.
        if (stop.Container.IsImageAlone || stop.Container.IsOneShot || stop.Container.IsDevelopment || Judged.NeverReachesTheApplication(stop))
        {
            return;
        }

        var budget = stop.Budget;
        // Where the grace itself would do, the hook is the defect: STOP3002. No grace at all is STOP3003.
        // Steps that the code takes at every stop are STOP3007.
        if (budget is not { Slack: < 0, Grace.Seconds: { } grace and > 0, Need: { Seconds: { } need, IsOfSteps: false } }
            || budget.PreStop.Seconds > 0 && grace >= need)
        {
            return;
        }

        var shell = stop.Route.Hops.FirstOrDefault(static hop => hop.Stop?.Held is not null);
        var location = budget.Grace.Location ?? budget.Need.Location ?? stop.Container.Anchor;
        var what = budget.Need switch
        {
            _ when shell is { Stop.Held: { Seconds: { } held } pause } =>
                $"the trap of {shell.Program} runs only when {pause.Source} has ended"
                    + (held < need ? $", and {budget.Need.Source} takes {BudgetSentence.Seconds(need - held)} more" : ""),
            { IsDefault: true, Uses: [var stream, ..] } => $"{stream.Value}, and the host waits {BudgetSentence.Seconds(need)} for it by default",
            { IsDefault: true, Source: var source } => $"{source} waits up to {BudgetSentence.Seconds(need)} for open work",
            { Source: var source } => $"{source} is {BudgetSentence.Seconds(need)}",
        };
        var (cut, less) = shell is null
            ? ("work still open then is cut by SIGKILL (exit 137)", "let the application take less")
            : ("SIGKILL comes first (exit 137)", "sleep in the background and wait for it, so that the trap runs at once: sleep 1 & wait $!");
        report.Add(location, $"{BudgetSentence.Of(budget)}; {what}, and {cut}; {Judged.Raise(stop.Container.Platform, budget)}{less}",
            budget.Need.IsWritten ? Severity.Warning : Severity.Info, evidence: Judged.EvidenceOf(stop));
    }
}
