using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2003: <c>sh -c</c> written out, in an exec form, in Compose or in a pod, whose shell stays.</summary>
public sealed class ShellCommandWithoutExec() : StopRule(new RuleInfo(
    "STOP2003", "ShellCommandWithoutExec", Severity.Error,
    "sh -c runs the application without exec: the shell gets the stop signal, the application does not."))
{
    public override PodFields DecidedBy => PodFields.Program;

    public override void Check(Stop stop, Report report)
    {
        if (ShellHops.First(stop, HopKind.Shell) is not { Ending: { } ending, Source: { } source } shell || ShellHops.IsShellForm(shell, stop)
            || ShellHops.IsShortLived(stop))
        {
            return;
        }

        var location = ending.Location ?? source;
        if (ShellHops.StaysInFront(shell) && ending.Kind == EndingKind.Loops)
        {
            report.Add(location, $"{shell.Program} -c {Phrases.LoopsForEver(stop)}",
                // A bare pod that loops is somebody's toolbox.
                stop.Container.Workload is { Type: WorkloadKind.Pod } ? Severity.Info : Severity.Warning, Verdict.KilledAfterGrace,
                RouteEvidence.Of(stop));
        }
        else if (ShellHops.StaysInFront(shell))
        {
            report.Add(location,
                $"{shell.Program} -c "
                    + (ending.Kind == EndingKind.WaitsForBackground ? $"{Phrases.Waits(ending, ending.Program)} without a trap: "
                        : $"runs {ending.Program} without exec: ")
                    + $"{Phrases.LostBehind(shell, stop)}; {Phrases.HowToExec(ending, stop)}{Phrases.AndTrap(shell, stop)}"
                    + Phrases.Assuming(shell.Assumption),
                Severities.Of(stop, shell), stop.Route.Verdict, RouteEvidence.Of(stop), ShellExecFix.For(shell, ending, stop));
        }
        else if (shell.Starts == StartsNext.Execs && !ending.IsExplicitExec && stop.Route.Verdict != Verdict.KilledAfterGrace)
        {
            report.Add(location,
                $"{shell.Program} -c works today only because {Phrases.ShellName(shell, stop)} replaces itself by a plain last command; with "
                    + $"another shell or a longer line the stop signal is lost; write exec in front of {ending.Program}",
                Severity.Info, stop.Route.Verdict, RouteEvidence.Of(stop, shell), ShellExecFix.For(shell, ending, stop));
        }
    }
}
