using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2020: the application's own handler ends the process while work is open.</summary>
public sealed class HandlerDropsOpenWork() : StopRule(new RuleInfo(
    "STOP2020", "HandlerDropsOpenWork", Severity.Warning,
    "The application's handler of the stop signal exits before open work is done."))
{
    public override void Check(Stop stop, Report report)
    {
        if (stop.Route is not { Verdict: Verdict.CutShort, Application: { Handles: HandlesSignal.DropsWork } application }
            || ShellHops.IsShortLived(stop) || application.Evidence is not [{ Location: { } handler }, ..])
        {
            return;
        }

        // Who only exits may have nothing to finish; who closes first meant to wait.
        report.Add(handler,
            $"{application.Program} gets {stop.Container.StopSignal.Shown}, and {application.Reason}; "
                + (application.Advice ?? (application.BeginsToDrain ? "exit in the callback of close, or after awaiting it"
                    : "close the server first and exit when it has closed")),
            application.BeginsToDrain ? Severity.Warning : Severity.Info, stop.Route.Verdict, RouteEvidence.Of(stop));
    }
}
