using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2021: a process manager kills the application sooner than it may be done, and than the platform would.</summary>
public sealed class SupervisorKillsEarly() : StopRule(new RuleInfo(
    "STOP2021", "SupervisorKillsEarly", Severity.Warning,
    "A process manager sends SIGKILL before the application may be done."))
{
    public override void Check(Stop stop, Report report)
    {
        if (ShellHops.IsShortLived(stop) || stop.Route.Application is not { } application)
        {
            return;
        }

        foreach (var hop in stop.Route.Hops)
        {
            if (hop is not { KillsAfter: { Seconds: { } limit } killing })
            {
                continue;
            }

            var isCut = stop.Route.Verdict == Verdict.CutShort
                && (ReferenceEquals(stop.Route.Blocker, hop) || application.Handles == HandlesSignal.Ignores);
            // A time that somebody has set is theirs to know, as long as nothing says otherwise.
            if (!isCut && (stop.Route.Verdict != Verdict.Graceful || !killing.IsDefault || application.Handles != HandlesSignal.Handles))
            {
                return;
            }

            var location = killing.Location ?? hop.Source ?? stop.Container.Anchor;
            var seconds = BudgetSentence.Seconds(limit);
            report.Add(location, isCut
                    ? $"{stop.Route.Reason}; raise kill_timeout above the drain, and the grace above that"
                    : $"{hop.Program} kills {application.Program} {seconds} after its signal ({killing.Source}), however long the grace is; "
                        + "set kill_timeout to what open work may take",
                isCut ? Severity.Warning : Severity.Info, stop.Route.Verdict, RouteEvidence.Of(stop));
            return;
        }
    }
}
