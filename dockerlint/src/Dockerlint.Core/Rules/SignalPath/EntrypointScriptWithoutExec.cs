using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2004: an entrypoint script that runs its main program instead of becoming it.</summary>
public sealed class EntrypointScriptWithoutExec() : StopRule(new RuleInfo(
    "STOP2004", "EntrypointScriptWithoutExec", Severity.Error,
    "The entrypoint script runs its main program without exec: the script gets the stop signal, the program does not."))
{
    public override PodFields DecidedBy => PodFields.Program;

    public override void Check(Stop stop, Report report)
    {
        // Under an init a script of steps ends at once, and so does a placeholder: nobody's handler is missed.
        if (ShellHops.IsShortLived(stop) || stop.Route.Verdict == Verdict.EndedByDefault)
        {
            return;
        }

        foreach (var hop in stop.Route.Hops)
        {
            if (ShellHops.MayEndOtherwise(hop))
            {
                return;
            }

            if (hop is { Kind: HopKind.Script, Ending: { Location: { } location } ending } && ShellHops.StaysInFront(hop))
            {
                Check(hop, ending, location, stop, report);
            }
        }
    }

    private static void Check(Hop script, ShellEnding ending, SourceLocation location, Stop stop, Report report)
    {
        var program = ending.RunsArguments ? "its arguments (\"$@\")" : ending.Program;
        var diesWithScript = !stop.Container.IsPid1
            || stop.Route.Hops.TakeWhile(hop => hop != script).Any(static hop => hop.Starts == StartsNext.ForksAndForwards);
        var end = diesWithScript ? "is killed with the container the moment the script dies, its handler never run"
            : "is " + Phrases.KilledAfterGrace(stop);
        var signal = stop.Container.StopSignal.Name ?? "the stop signal";
        if (ending.Kind == EndingKind.Loops && (diesWithScript || IsBehindAShell(script, stop)))
        {
            // STOP2012 tells what an init makes of it; who stays in front of it is told of both.
            return;
        }

        if (ending.Kind == EndingKind.Loops)
        {
            report.Add(location, $"{script.Program} is PID 1 and loops for ever without a trap, so {signal} is lost and the container is "
                + $"{Phrases.KilledAfterGrace(stop)}; trap the signal, or exec the program",
                Severity.Warning, Verdict.KilledAfterGrace, RouteEvidence.Of(stop));
            return;
        }

        if (ending.Kind == EndingKind.WaitsForBackground)
        {
            report.Add(location, $"{script.Program} {Phrases.Waits(ending, program)} without a trap, so {signal} never reaches {program}, "
                + $"which {end}; " + Phrases.HowToExec(ending, stop),
                Severities.OfScript(stop, script), stop.Route.Verdict, RouteEvidence.Of(stop));
            return;
        }

        var how = (ending.Shape & CommandShape.InPipeline) != 0 ? "in a pipeline" : (ending.Shape & CommandShape.InLoop) != 0 ? "in a loop"
            : "without exec";
        var isSignalled = stop.Route.HasInit && stop.Route.Verdict == Verdict.CutShort;
        report.Add(location, $"{script.Program} runs {program} {how}, so "
            + (isSignalled ? $"{signal} reaches both, the script ends at once, and the program is killed while it drains; "
                : $"{signal} reaches the script only and the program {end}; ")
            + $"{Phrases.HowToExec(ending, stop)}{Phrases.AndTrap(script, stop)}{Phrases.Assuming(script.Assumption)}",
            Severities.OfScript(stop, script), diesWithScript ? Verdict.NeverTold : Verdict.KilledAfterGrace, RouteEvidence.Of(stop),
            ShellExecFix.For(script, ending, stop));
    }

    private static bool IsBehindAShell(Hop script, Stop stop) =>
        stop.Route.Hops.TakeWhile(hop => hop != script).Any(static hop => hop.Kind is HopKind.Shell or HopKind.Script && ShellHops.StaysInFront(hop));
}
