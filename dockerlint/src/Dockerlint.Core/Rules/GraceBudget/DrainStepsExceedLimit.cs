using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Judgement;

namespace Dockerlint.Rules.GraceBudget;

/// <summary>STOP3007: what the code waits at every stop is longer than the platform, or the host itself, lets it.</summary>
public sealed class DrainStepsExceedLimit() : StopRule(new RuleInfo(
    "STOP3007", "DrainStepsExceedLimit", Severity.Warning,
    "The steps that the code takes at every stop take longer than the platform leaves, or than the host's own timeout."))
{
    private const int MostNamed = 3;

    public override void Check(Stop stop, Report report)
    {
        if (stop.Budget is not { Steps: { } steps } budget || stop.Container.IsOneShot || stop.Container.IsDevelopment
            || Judged.NeverReachesTheApplication(stop))
        {
            return;
        }

        if (budget is { Need.IsOfSteps: true, Slack: < 0, LeftAtMost: { } left, Grace.Seconds: > 0 and { } grace } && !stop.Container.IsImageAlone)
        {
            // Where the grace itself would do, the hook is the defect: STOP3002.
            if (budget.PreStop.Seconds is 0 || grace < steps.Least)
            {
                report.Add(budget.Grace.Location ?? steps.After(left)?.Place.Location ?? stop.Container.Anchor,
                    $"{BudgetSentence.Of(budget)}; {Sum(steps)}, and what is left then is cut by SIGKILL (exit 137); "
                        + $"{Judged.Raise(stop.Container.Platform, budget)}wait less",
                    evidence: [.. Judged.EvidenceOf(stop)]);
            }
        }
        else if (steps is { CutByHost: { } cut, Timeout: { Seconds: { } limit } timeout })
        {
            report.Add(cut.Place.Location,
                $"{Sum(steps)}, and the host cancels the token of the stop after {BudgetSentence.Seconds(limit)} ({timeout.Source}): what is waited "
                    + "for then is cut, whatever grace the platform gives; raise HostOptions.ShutdownTimeout and the grace with it, or wait less",
                evidence:
                [
                    new Evidence($"{timeout.Source}, {BudgetSentence.Seconds(limit)}", timeout.Location),
                    .. steps.Waits.Select(static wait => new Evidence(wait.Place.Value, wait.Place.Location)),
                    new Evidence(stop.Container.Subject.Text, stop.Container.Anchor),
                ]);
        }
    }

    /// <summary><c>StopAsync of Feed waits 6 s, then StopAsync of Worker waits 9 s: 15 s</c>.</summary>
    private static string Sum(DrainSteps steps)
    {
        var named = string.Join(", then ", steps.Waits.Take(MostNamed).Select(static wait => wait.Place.Value));
        return steps.Waits.Count == 1 ? named
            : $"{named}{(steps.Waits.Count > MostNamed ? " and so on" : "")}: {BudgetSentence.Seconds(steps.Seconds)}";
    }
}
