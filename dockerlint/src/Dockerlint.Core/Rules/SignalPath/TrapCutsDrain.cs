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

            CheckSignals(reading, report, stop.IsCertainLoss ? stop.Route.Verdict : null);
            if (hop.Ending is { LostTrap: { Location: { } place, Action: not null } } lost
                && stop.Route.Verdict is not (Verdict.Graceful or Verdict.Unknown) && !ShellHops.IsShortLived(stop))
            {
                report.Add(place, $"exec {lost.Program} replaces the shell, and this trap with it: {stop.Route.Reason}; trap in the program, or "
                    + "start it in the background, pass the signal on and wait",
                    verdict: stop.Route.Verdict, evidence: RouteEvidence.Of(stop, hop));
            }

            if (hop.Ending is { } ending && !ShellHops.IsShortLived(stop) && Message(hop, ending, stop) is { } message
                && LastOn(stop.Container.StopSignal, reading) is { Location: { } location })
            {
                var evidence = RouteEvidence.Of(stop, hop);
                evidence.Add(new Evidence(
                    ending.Kind == EndingKind.Loops ? "it loops here" : $"{ending.Program} is started here", ending.Location));
                report.Add(location, message, verdict: stop.Route.Verdict, evidence: evidence);
            }
        }
    }

    private static string? Message(Hop hop, ShellEnding ending, Stop stop) => hop.Trap switch
    {
        TrapEffect.WaitsForForegroundChild when ending.Kind == EndingKind.Loops =>
            $"the trap runs only after the loop's sleep has ended: until then nothing stops, and the container is {Phrases.KilledAfterGrace(stop)}; "
                + "write sleep … & wait, which a trap interrupts",
        TrapEffect.WaitsForForegroundChild when hop.Stop is { Keeper: { } keeper } =>
            $"the trap runs only after {keeper} has ended by itself, because {keeper} is in the foreground: until then nothing stops "
                + $"{ending.Program}, which is {Phrases.KilledAfterGrace(stop)}; write {keeper} … & wait, which a trap interrupts",
        TrapEffect.WaitsForForegroundChild =>
            $"the trap runs only after {ending.Program} has ended by itself, because {ending.Program} is in the foreground: it never learns of the "
                + $"stop and is {Phrases.KilledAfterGrace(stop)}; exec {ending.Program}, or start it in the background and wait for it twice",
        // "sleep infinity & wait" has no handler to lose: such a trap is how a placeholder stops at once.
        TrapEffect.ExitsAtOnce when stop.Route.Verdict is Verdict.NeverTold or Verdict.CutShort =>
            $"the trap leaves without telling {ending.Program}, which the kernel kills when the script ends: the stop looks fast, its handler never "
                + "runs; pass the signal on and wait: kill -TERM \"$pid\"; wait \"$pid\"",
        TrapEffect.ForwardsAndLeaves when stop.Route.Verdict == Verdict.CutShort && hop.Stop!.LeavesInTrap =>
            $"the trap passes the signal on and leaves without waiting: the script ends and {ending.Program} is killed while it drains; "
                + "wait \"$pid\" before exit",
        TrapEffect.ForwardsAndLeaves when stop.Route.Verdict == Verdict.CutShort =>
            $"the trap passes the signal on, but the only wait returns at once when the signal arrives: the script ends and {ending.Program} is "
                + "killed while it drains; wait \"$pid\" a second time",
        TrapEffect.GoesOn when stop.Route.Verdict == Verdict.KilledAfterGrace =>
            $"the trap runs and nothing ends: {hop.Stop!.Reason}, so the container is {Phrases.KilledAfterGrace(stop)}; "
                + (ending.Program.Length == 0 ? "leave in the trap (exit)" : $"pass the signal on, wait for {ending.Program}, and leave"),
        _ => null,
    };

    private static TrapCommand? LastOn(StopSignal signal, ShellReading reading)
    {
        for (var i = reading.Traps.Count - 1; i >= 0; i--)
        {
            if (reading.Traps[i].Action != "-" && reading.Traps[i].Catches(signal.Name ?? "SIGTERM"))
            {
                return reading.Traps[i];
            }
        }

        return null;
    }

    private static void CheckSignals(ShellReading reading, Report report, Verdict? loss)
    {
        foreach (var trap in reading.Traps)
        {
            if (trap is { Refused: { } refused, Location: { } place })
            {
                var bare = refused.Substring(3);
                report.Add(place, $"dash knows {bare}, not {refused}: it says \"bad trap\" and the trap is not set; write {bare}", verdict: loss);
            }

            foreach (var name in trap.SignalNames)
            {
                if (trap.Location is not { } location || name.Length == 0 || name.ToUpperInvariant() is "EXIT" or "ERR" or "DEBUG" or "RETURN" or "0")
                {
                    continue;
                }

                if (Signals.Canonical(name) is not { } signal)
                {
                    report.Add(location, $"{name} is no signal, so the shell refuses this trap and nothing catches the stop; write trap "
                        + "'commands' TERM", verdict: loss);
                }
                else if (IsUncatchable(signal)
                    && trap.SignalNames.All(static other => Signals.Canonical(other) is not { } known || IsUncatchable(known)))
                {
                    report.Add(location, $"{signal} cannot be caught, so this trap never runs; trap TERM instead", verdict: loss);
                }
            }
        }
    }

    private static bool IsUncatchable(string signal) => signal is "SIGKILL" or "SIGSTOP";
}
