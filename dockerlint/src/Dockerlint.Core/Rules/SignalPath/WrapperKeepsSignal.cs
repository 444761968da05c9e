using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2023: a program that prepares something stays in front of the application and keeps the signal.</summary>
public sealed class WrapperKeepsSignal() : StopRule(new RuleInfo(
    "STOP2023", "WrapperKeepsSignal", Severity.Warning,
    "A wrapper stays in front of the application and does not pass the stop signal on."))
{
    public override void Check(Stop stop, Report report)
    {
        // What it starts besides a server that handles the signal is somebody else's finding, or nobody's.
        if (ShellHops.IsShortLived(stop) || stop.Container.IsDevelopment
            || stop.Route is not { Blocker: { Kind: HopKind.Wrapper, Starts: StartsNext.ForksAndStays, Source: { } location } wrapper }
            || stop.Route.Application is not { Kind: not HopKind.DevelopmentRunner } application
            || stop.Route.Verdict is not (Verdict.KilledAfterGrace or Verdict.NeverTold))
        {
            return;
        }

        var end = stop.Route.Verdict == Verdict.KilledAfterGrace
            ? $"{application.Program} never learns of the stop and is {Phrases.KilledAfterGrace(stop)}"
            : Phrases.KilledUntold(application);
        report.Add(location, $"{wrapper.Reason}: {end}; start {application.Program} itself, from an environment made at build time or a script that "
            + "ends in exec", verdict: stop.Route.Verdict, evidence: RouteEvidence.Of(stop));
    }
}
