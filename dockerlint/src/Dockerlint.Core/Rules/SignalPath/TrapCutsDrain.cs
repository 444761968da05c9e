using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2005: a trap that cannot work, or that ends the container while the application still drains.</summary>
public sealed class TrapCutsDrain() : StopRule(new RuleInfo(
    "STOP2005", "TrapCutsDrain", Severity.Warning,
    "The trap on the stop signal never runs in time, or leaves before the application has drained."))
{
    public override void Check(Stop stop, Report report)
    {
        foreach (var hop in stop.Route.Hops)
        {
            if (hop.Shell is not { Traps.Count: > 0 } reading)
            {
                continue;
            }

            CheckSignals(reading, report);
            if (hop.Ending is { } ending && !ShellHops.IsShortLived(stop) && Message(hop.Trap, ending, stop) is { } message && LastOn(stop.Container.StopSignal, reading) is { Location: { } location })
            {
                var evidence = RouteEvidence.Of(stop, hop);
                evidence.Add(new Evidence($"{ending.Program} is started here", ending.Location));
                report.Add(location, message, verdict: stop.Route.Verdict, evidence: evidence);
            }
        }
    }

    private static string? Message(TrapEffect effect, ShellEnding ending, Stop stop) => effect switch
    {
        TrapEffect.WaitsForForegroundChild =>
            $"the trap runs only after {ending.Program} has ended by itself, because {ending.Program} is in the foreground: it never learns of the stop and is {Phrases.KilledAfterGrace(stop)}; exec {ending.Program}, or start it in the background and wait for it twice",
        // "sleep infinity & wait" has no handler to lose: such a trap is how a placeholder stops at once.
        TrapEffect.ExitsAtOnce when stop.Route.Verdict is Verdict.NeverTold or Verdict.CutShort =>
            $"the trap leaves without telling {ending.Program}, which the kernel kills when the script ends: the stop looks fast, its handler never runs; pass the signal on and wait: kill -TERM \"$pid\"; wait \"$pid\"",
        TrapEffect.ForwardsAndLeaves when stop.Route.Verdict == Verdict.CutShort =>
            $"the trap passes the signal on, but the only wait returns at once when the signal arrives: the script ends and {ending.Program} is killed while it drains; wait \"$pid\" a second time",
        _ => null,
    };

    private static TrapCommand? LastOn(StopSignal signal, ShellReading reading)
    {
        for (int i = reading.Traps.Count - 1; i >= 0; i--)
        {
            if (reading.Traps[i].Catches(signal.Name ?? "SIGTERM"))
            {
                return reading.Traps[i];
            }
        }

        return null;
    }

    private static void CheckSignals(ShellReading reading, Report report)
    {
        foreach (var trap in reading.Traps)
        {
            foreach (string name in trap.SignalNames)
            {
                if (trap.Location is not { } location || name.Length == 0 || name.ToUpperInvariant() is "EXIT" or "ERR" or "DEBUG" or "RETURN" or "0")
                {
                    continue;
                }

                if (Signals.Canonical(name) is not { } signal)
                {
                    report.Add(location, $"{name} is no signal, so the shell refuses this trap and nothing catches the stop; write trap 'commands' TERM");
                }
                else if (signal is "SIGKILL" or "SIGSTOP")
                {
                    report.Add(location, $"{signal} cannot be caught, so this trap never runs; trap TERM instead");
                }
            }
        }
    }
}
