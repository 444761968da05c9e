using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2016: a command that needs a shell in an image that has none.</summary>
public sealed class MissingShell() : StopRule(new RuleInfo(
    "STOP2016", "MissingShell", Severity.Error,
    "Shell form, sh -c or a script in an image without a shell: the container does not start."))
{
    public override void Check(Stop stop, Report report)
    {
        foreach (var hop in stop.Route.Hops)
        {
            if (hop is { CannotStart: true, Kind: HopKind.Shell or HopKind.Script })
            {
                report.Add(hop.Source ?? stop.Container.Anchor, $"{hop.Program} is needed here and the image has none, so the container fails to "
                    + "start (exit 127); write the command as a JSON array that starts the program itself",
                    verdict: Verdict.FailsToStart, evidence: [new Evidence(hop.Reason, stop.Container.BaseLocation)]);
                return;
            }
        }
    }
}
