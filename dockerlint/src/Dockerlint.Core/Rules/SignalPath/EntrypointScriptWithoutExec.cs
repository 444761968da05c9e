using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2004: an entrypoint script that runs its main program instead of becoming it.</summary>
public sealed class EntrypointScriptWithoutExec() : ContainerRule(new RuleInfo(
    "STOP2004", "EntrypointScriptWithoutExec", Severity.Error,
    "The entrypoint script runs its main program without exec: the script gets the stop signal, the program does not."))
{
    public override void Check(Container container, Report report)
    {
        if (ShellHops.First(container, HopKind.Script, underInit: true) is not { Ending: { } ending } script || !ShellHops.StaysInFront(script) || ShellHops.IsShortLived(container) || ending.Location is not { } location)
        {
            return;
        }

        string program = ending.RunsArguments ? "its arguments (\"$@\")" : container.Route.Application!.Program;
        bool underInit = container.Route.HasInit;
        string end = underInit ? "is killed with the container the moment the script dies, its handler never run" : "is killed at the end of the grace (exit 137)";
        string signal = container.StopSignal.Name ?? "the stop signal";
        if (ending.Kind == EndingKind.Loops)
        {
            report.Add(location, $"{script.Program} is PID 1 and loops for ever without a trap, so {signal} is lost and the container is killed at the end of the grace (exit 137); trap the signal, or exec the program",
                Severity.Warning, Verdict.KilledAfterGrace, RouteEvidence.Of(container));
            return;
        }

        if (ending.Kind == EndingKind.WaitsForBackground)
        {
            report.Add(location, $"{script.Program} waits for {program} without a trap, so {signal} never reaches it and it {end}; exec the program, or trap the signal, pass it on and wait again",
                Certain(script, container), container.Route.Verdict, RouteEvidence.Of(container));
            return;
        }

        report.Add(location, $"{script.Program} runs {program} without exec, so {signal} stops at the script and {container.Route.Application!.Program} {end}; write exec in front of it",
            Certain(script, container), underInit ? Verdict.NeverTold : Verdict.KilledAfterGrace, RouteEvidence.Of(container), ExecFix(ending));
    }

    private static Severity Certain(Hop script, Container container) => script.Assumption is null && container.Route.IsCertain ? Severity.Error : Severity.Warning;

    /// <summary>Only where nothing follows and no construct needs the shell afterwards.</summary>
    private static Fix? ExecFix(ShellEnding ending)
    {
        const CommandShape NeedsShell = CommandShape.InPipeline | CommandShape.InLoop | CommandShape.InSubshell | CommandShape.Negated | CommandShape.InEval | CommandShape.AfterBackground | CommandShape.InFunction;
        return (ending.Shape & CommandShape.Last) != 0 && (ending.Shape & NeedsShell) == 0 && ending.Location is { } location
            ? new Fix("write exec in front of the command", IsSafe: true, [new TextEdit(location.Source.At(new Text.TextSpan(location.Span.Start, 0)), "exec ")])
            : null;
    }
}
