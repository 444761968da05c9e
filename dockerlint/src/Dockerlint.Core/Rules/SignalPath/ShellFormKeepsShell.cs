using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2001: shell form whose shell stays in front of the application.</summary>
public sealed class ShellFormKeepsShell() : ContainerRule(new RuleInfo(
    "STOP2001", "ShellFormKeepsShell", Severity.Error,
    "Shell form leaves a shell as PID 1 in front of the application; the shell does not pass the stop signal on."))
{
    public override void Check(Container container, Report report)
    {
        if (ShellHops.First(container, HopKind.Shell) is not { } shell || !ShellHops.IsShellForm(shell, container) || ShellHops.IsShortLived(container) || InstructionOf(shell, container) is not { Form.Defect: null } command)
        {
            return;
        }

        var location = container.Dockerfile!.At(command.Instruction.Span);
        string keyword = command.Instruction.Keyword.ToUpperInvariant();
        string program = container.Route.Application!.Program;
        string signal = container.StopSignal.Name ?? "the stop signal";
        var fix = ExecFormFix.For(command, container);
        if (ShellHops.StaysInFront(shell))
        {
            report.Add(location,
                $"{keyword} in shell form: {shell.Program} stays PID 1 and does not pass {signal} on, so {program} never learns of the stop and is {Phrases.KilledAfterGrace(container)}; {Advice(fix, shell)}{Phrases.Assuming(shell.Assumption)}",
                Severities.Of(container, shell), Verdict.KilledAfterGrace, RouteEvidence.Of(container), fix);
        }
        else if (shell is { Starts: StartsNext.Execs, Ending: { IsExplicitExec: false } } && container.Route.Verdict != Verdict.KilledAfterGrace)
        {
            report.Add(location,
                $"{keyword} in shell form works today only because {Phrases.ShellName(shell, container)} replaces itself by a plain last command; with another base image or a longer line the stop signal is lost; {Advice(fix, shell)}",
                Severity.Info, container.Route.Verdict, RouteEvidence.Of(container, shell), fix);
        }
    }

    private static Dockerfile.ImageCommand? InstructionOf(Hop shell, Container container) =>
        container.EntrypointInstruction is { Form.IsExec: false } entrypoint && entrypoint.Form.Span.Start == shell.Source!.Value.Span.Start ? entrypoint : container.CommandInstruction;

    private static string Advice(Fix? fix, Hop shell) => fix is not null ? fix.Title
        : shell.Ending is { Shape: var shape } && (shape & CommandShape.Last) != 0 && (shape & (CommandShape.InPipeline | CommandShape.InLoop)) == 0 ? "write exec in front of the last command"
        : "start the application with exec, as the last command of the line";
}
