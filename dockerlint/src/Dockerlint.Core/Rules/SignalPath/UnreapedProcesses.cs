using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2010: processes started beside the main program that nobody stops or reaps.</summary>
public sealed class UnreapedProcesses() : StopRule(new RuleInfo(
    "STOP2010", "UnreapedProcesses", Severity.Warning,
    "Processes are started beside the main program, and nothing tells them to stop or reaps them."))
{
    public override void Check(Stop stop, Report report)
    {
        if (stop.Route.HasInit || ShellHops.IsShortLived(stop))
        {
            return;
        }

        if (stop.Route is { Verdict: not Verdict.FailsToStart, Application: { LeftRunning: { } left } application })
        {
            report.Add(left.Location, $"{left.Value} is started here and nothing in the code ends it: the stop signal does not reach it, and the "
                + $"kernel kills it without warning when {application.Program} ends; end it in StopAsync, or give it a container of its own",
                evidence: RouteEvidence.Of(stop));
            return;
        }

        if (ProcessBeside.Find(stop.Route) is not { } beside)
        {
            return;
        }

        var mainProgram = stop.Route.Application!.Program;
        if (LostTrap(beside) is { } trap)
        {
            report.Add(
                beside.Location,
                $"{beside.Process.Program} runs beside {mainProgram}: exec replaces the shell, and the trap of line {trap.Line} with it, so nothing "
                    + $"tells {beside.Process.Program} of the stop and it is killed without warning when PID 1 ends; start {mainProgram} in the "
                    + "background too, pass the signal on to both and wait for both",
                evidence: [.. RouteEvidence.Of(stop), new Evidence("this trap never runs", trap)]);
            return;
        }

        var main = beside.Shell.Ending!.Kind == EndingKind.Execs ? $"{mainProgram} becomes PID 1 and does not pass the stop on to it"
            : $"{beside.Shell.Program} does not pass the stop on to it";
        report.Add(
            beside.Location,
            $"{beside.Process.Program} runs beside {mainProgram}: {main}, so it is killed without warning when PID 1 ends; give it a container of "
                + "its own, or put a supervisor in front",
            // An unknown program may end by itself.
            beside.IsEvident ? Severity.Warning : Severity.Info, evidence: RouteEvidence.Of(stop));
    }

    /// <summary>The trap that was to stop it, which exec has thrown away; null: none.</summary>
    private static SourceLocation? LostTrap(ProcessBeside beside) =>
        beside.Shell.Ending is { Kind: EndingKind.Execs, LostTrap: { Action: { } action, Location: { } location } } && action.Contains("kill")
            ? location
            : null;
}
