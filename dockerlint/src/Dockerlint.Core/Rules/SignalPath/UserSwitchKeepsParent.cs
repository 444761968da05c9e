using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2009: su or sudo stays in front of the application.</summary>
public sealed class UserSwitchKeepsParent() : StopRule(new RuleInfo(
    "STOP2009", "UserSwitchKeepsParent", Severity.Warning,
    "su or sudo stays in front of the application and cuts its drain; gosu, su-exec and setpriv replace themselves."))
{
    public override void Check(Stop stop, Report report)
    {
        if (ShellHops.IsShortLived(stop))
        {
            return;
        }

        foreach (var hop in stop.Route.Hops)
        {
            if (ShellHops.MayEndOtherwise(hop))
            {
                return;
            }

            if (hop is { Kind: HopKind.UserSwitch, Source: { } location })
            {
                var effect = hop.Program == "sudo" ? "sudo waits for a child instead of becoming it"
                    : hop.Starts == StartsNext.ForksAndStays ? hop.Reason
                    : $"{hop.Program} passes the signal on and kills the child 2 s later, however long its drain";
                report.Add(location, $"{hop.Program} starts {stop.Route.Application!.Program} as a child: {effect}; use USER, or a program that "
                    + "replaces itself: gosu, su-exec, setpriv",
                    verdict: stop.Route.Verdict, evidence: RouteEvidence.Of(stop));
                return;
            }
        }
    }
}
