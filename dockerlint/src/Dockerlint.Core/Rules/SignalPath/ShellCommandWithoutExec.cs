using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2003: <c>sh -c</c> written out, in an exec form, in Compose or in a pod, whose shell stays.</summary>
public sealed class ShellCommandWithoutExec() : ContainerRule(new RuleInfo(
    "STOP2003", "ShellCommandWithoutExec", Severity.Error,
    "sh -c runs the application without exec: the shell gets the stop signal, the application does not."))
{
    public override void Check(Container container, Report report)
    {
        if (ShellHops.First(container, HopKind.Shell) is not { Ending: { } ending, Source: { } source } shell || ShellHops.IsShellForm(shell, container) || ShellHops.IsShortLived(container))
        {
            return;
        }

        string signal = container.StopSignal.Name ?? "the stop signal";
        var location = ending.Location ?? source;
        if (ShellHops.StaysInFront(shell) && ending.Kind == EndingKind.Loops)
        {
            report.Add(location, $"{shell.Program} -c loops for ever as PID 1 without a trap: the kernel drops {signal}, so a stop takes the whole grace and ends in SIGKILL (exit 137); put trap 'exit 0' {signal.Replace("SIG", "")} in front, and wait in the background: sleep 10 & wait $!",
                Severity.Warning, Verdict.KilledAfterGrace, RouteEvidence.Of(container));
        }
        else if (ShellHops.StaysInFront(shell))
        {
            report.Add(location,
                $"{shell.Program} -c runs {ending.Program} without exec: {shell.Program} stays PID 1 and does not pass {signal} on, so {container.Route.Application!.Program} never learns of the stop and is {Phrases.KilledAfterGrace(container)}; {Phrases.HowToExec(ending.Shape)}{Phrases.Assuming(shell.Assumption)}",
                Severities.Of(container, shell), Verdict.KilledAfterGrace, RouteEvidence.Of(container), ShellExecFix.For(shell, ending));
        }
        else if (shell.Starts == StartsNext.Execs && !ending.IsExplicitExec && container.Route.Verdict != Verdict.KilledAfterGrace)
        {
            report.Add(location,
                $"{shell.Program} -c works today only because {Phrases.ShellName(shell, container)} replaces itself by a plain last command; with another shell or a longer line the stop signal is lost; write exec in front of {ending.Program}",
                Severity.Info, container.Route.Verdict, RouteEvidence.Of(container, shell), ShellExecFix.For(shell, ending));
        }
    }
}
