using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath.Shells;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2010: processes started beside the main program that nobody stops or reaps.</summary>
public sealed class UnreapedProcesses() : StopRule(new RuleInfo(
    "STOP2010", "UnreapedProcesses", Severity.Warning,
    "Processes are started beside the main program, and nothing tells them to stop or reaps them."))
{
    public override void Check(Stop stop, Report report)
    {
        if (stop.Route.HasInit || ShellHops.IsShortLived(stop) || ProcessBeside.Find(stop.Route) is not { } beside)
        {
            return;
        }

        var application = stop.Route.Application!.Program;
        var main = beside.Shell.Ending!.Kind == EndingKind.Execs ? $"{application} becomes PID 1 and does not pass the stop on to it"
            : $"{beside.Shell.Program} does not pass the stop on to it";
        report.Add(
            beside.Location,
            $"{beside.Process.Program} runs beside {application}: {main}, so it is killed without warning when PID 1 ends; give it a container of "
                + "its own, or put a supervisor in front",
            // An unknown program may end by itself.
            beside.IsEvident ? Severity.Warning : Severity.Info, evidence: RouteEvidence.Of(stop));
    }
}
