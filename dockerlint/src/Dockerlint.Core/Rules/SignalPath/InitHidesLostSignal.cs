using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>
/// STOP2012: an init in front of a shell that does not exec makes the loss fast instead of mending it. Where the shell, the script or the package
/// manager has a finding of its own (STOP2004, STOP2006), that one tells it, and where to write exec.
/// </summary>
public sealed class InitHidesLostSignal() : RemainderRule(new RuleInfo(
    "STOP2012", "InitHidesLostSignal", Severity.Warning,
    "An init over a shell that does not exec: the stop becomes fast, the application is still killed without its handler."))
{
    public override void Check(Stop stop, Report report)
    {
        if (ShellHops.IsShortLived(stop) || stop.Route.Verdict is not (Verdict.NeverTold or Verdict.CutShort))
        {
            return;
        }

        Hop? init = null;
        foreach (var hop in stop.Route.Hops)
        {
            if (hop.Kind == HopKind.Init)
            {
                init = hop;
            }
            else if (init is not null && hop.Kind is HopKind.Shell or HopKind.Script && ShellHops.StaysInFront(hop))
            {
                var end = init.SignalsGroup
                    ? $"{init.Program} signals the whole group, but ends with {hop.Program}, so {stop.Route.Application!.Program} is killed "
                        + "while it drains"
                    : $"{hop.Program} dies of the signal, {init.Program} ends with it, and the kernel kills {stop.Route.Application!.Program} "
                        + "before its handler runs";
                report.Add(
                    init.Source ?? stop.Container.Anchor,
                    $"{init.Program} over {hop.Program}, which does not exec: {end}; the stop looks "
                    + $"healthy (exit 143 in 0.05 s) and loses work; exec the application in {hop.Program}"
                    + Phrases.Assuming(hop.Assumption),
                    Severities.DependsOnShell(stop, hop) ? Severity.Info : null,
                    verdict: stop.Route.Verdict, evidence: RouteEvidence.Of(stop));
                return;
            }
            else if (init is { SignalsGroup: true } && stop.Route.Verdict == Verdict.CutShort && ReferenceEquals(hop, stop.Route.Application)
                && ReferenceEquals(hop, stop.Route.Blocker))
            {
                report.Add(init.Source ?? stop.Container.Anchor,
                    $"{init.Program} signals the whole process group: {stop.Route.Reason}, so {hop.Program} has nobody left to finish its work "
                        + $"with; let only {hop.Program} have the signal ({Alone(init)})",
                    verdict: stop.Route.Verdict, evidence: RouteEvidence.Of(stop));
                return;
            }
        }
    }

    private static string Alone(Hop init) => init.Program == "dumb-init" ? "dumb-init --single-child, or DUMB_INIT_SETSID=0"
        : $"{init.Program} without -g";
}
