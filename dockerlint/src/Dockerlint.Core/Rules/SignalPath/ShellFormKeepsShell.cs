using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2001: shell form whose shell stays in front of the application.</summary>
public sealed class ShellFormKeepsShell() : StopRule(new RuleInfo(
    "STOP2001", "ShellFormKeepsShell", Severity.Error,
    "Shell form leaves a shell as PID 1 in front of the application; the shell does not pass the stop signal on."))
{
    public override PodFields DecidedBy => PodFields.Program;

    public override void Check(Stop stop, Report report)
    {
        if (ShellHops.First(stop, HopKind.Shell) is not { } shell || ShellHops.IsShortLived(stop)
            || ShellHops.InstructionOf(shell, stop) is not { Form.Defect: null } command)
        {
            return;
        }

        var location = stop.Container.Dockerfile!.At(command.Instruction.Span);
        var keyword = command.Instruction.Keyword.ToUpperInvariant();
        var fix = ExecFormFix.For(command, stop);
        if (ShellHops.StaysInFront(shell) && shell.Ending is { Kind: EndingKind.Loops })
        {
            report.Add(location, $"{keyword} in shell form: {shell.Program} {Phrases.LoopsForEver(stop)}",
                Severity.Warning, Verdict.KilledAfterGrace, RouteEvidence.Of(stop));
        }
        else if (ShellHops.StaysInFront(shell))
        {
            report.Add(location,
                $"{keyword} in shell form: {Phrases.LostBehind(shell, stop)}; {Advice(fix, shell, stop)}{Phrases.AndTrap(shell, stop)}"
                    + Phrases.Assuming(shell.Assumption),
                Severities.Of(stop, shell), stop.Route.Verdict, RouteEvidence.Of(stop), fix);
        }
        else if (shell is { Starts: StartsNext.Execs, Ending: { IsExplicitExec: false } } && stop.Route.Verdict != Verdict.KilledAfterGrace)
        {
            report.Add(location,
                $"{keyword} in shell form works today only because {Phrases.ShellName(shell, stop)} replaces itself by a plain last command; with "
                    + $"another base image or a longer line the stop signal is lost; {Advice(fix, shell, stop)}",
                Severity.Info, stop.Route.Verdict, RouteEvidence.Of(stop, shell), fix);
        }
    }

    private static string Advice(Fix? fix, Hop shell, Stop stop) => fix is not null ? fix.Title
        : stop.Route.Application is { Kind: HopKind.Idle } ? stop.Container.Platform.HowToAddInit
        : shell.Ending is { Shape: var shape, Kind: not EndingKind.WaitsForBackground } && (shape & CommandShape.Last) != 0
            && (shape & (CommandShape.InPipeline | CommandShape.InLoop)) == 0
            ? "write exec in front of the last command"
        : "start the application with exec, as the last command of the line";
}
