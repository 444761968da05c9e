using Dockerlint.Shell;
using Dockerlint.Stops;

namespace Dockerlint.SignalPath.Shells;

/// <summary>
/// Where the shell waits, the stop signal may come: from there a second state runs through the same text and finds out what the
/// shell then does. It ends in a <see cref="ShellStop"/> for that place.
/// </summary>
public sealed partial class ShellReader
{
    private const int MaximumStopsOfAPlace = 16;

    // By the place's id.
    private readonly Dictionary<int, List<ShellStop>> _stops = [];
    private int _ids;

    private enum Waiting
    {
        /// <summary>A trap runs when the command has ended.</summary>
        InForeground,

        /// <summary><c>wait</c>: the trap runs at once, and wait returns.</summary>
        Interruptibly,

        /// <summary>A loop of short steps: the trap runs between them.</summary>
        InLoop,
    }

    /// <param name="awaited">What ends the waiting by itself.</param>
    private List<ShellState> Arrive(
        ShellState state, Foreground block, Job main, Waiting waiting, IReadOnlyList<Job> awaited, CommandShape shape)
    {
        if (_input.Stop is not { Signal: { } signal } stop || state.Stop is not null || state.IsSubshell
            || _stops.TryGetValue(block.Id, out var known) && known.Count >= MaximumStopsOfAPlace)
        {
            return [];
        }

        var stopping = state.Copy();
        var trap = TrapActions.Find(state.Traps, signal);
        var disposition = !block.IsReplaced ? DispositionOf(signal, state)
            : IsIn(TrapActions.Ignored(state.Traps), signal) || IsIn(block.Ignored, signal) ? Disposition.Ignored
            : stop.IsPid1 || SignalDefaults.IsHarmless(signal) ? Disposition.Default
            : Disposition.Dies;
        var isLeftToCommand = waiting == Waiting.InForeground || waiting == Waiting.InLoop && !stop.ReachesGroup;
        if (disposition == Disposition.Dies && !block.IsReplaced && isLeftToCommand && signal == "SIGINT" && _input.Shell == Images.ShellKind.Bash)
        {
            // bash leaves SIGINT to the foreground command, and goes on when that has handled it or never got it (jobs.c, wait_sigint_handler).
            disposition = Disposition.Default;
        }

        stopping.Stop = new StopRun(block, main)
        {
            IsTrapped = disposition == Disposition.Trapped, IsIgnored = disposition == Disposition.Ignored,
            Held = waiting == Waiting.InLoop && disposition == Disposition.Trapped ? _pause?.Holding : null,
        };
        if (stop.ReachesGroup)
        {
            TellGroup(stopping, signal);
        }

        switch (disposition)
        {
            case Disposition.Dies when block.IsReplaced:
                Conclude(stopping);
                return [];
            case Disposition.Dies:
                return Die(stopping);
            case Disposition.Trapped when waiting != Waiting.InForeground:
            {
                var after = RunTrap(stopping, trap!);
                // A signal to the group ends the loop's sleep as well.
                if (waiting == Waiting.Interruptibly
                    || stop.ReachesGroup && _pause is { IsInterruptible: false, Seconds: not null } && !SignalDefaults.IsHarmless(signal))
                {
                    after.ForEach(static interrupted => interrupted.Status = false);
                    after.RemoveAll(interrupted => EndsOnError(interrupted, shape));
                }

                return after;
            }

            case Disposition.DiesLater when waiting != Waiting.InForeground:
                return DieOfInterrupt(stopping);
            default:
                if (waiting == Waiting.InLoop)
                {
                    return [stopping];
                }

                if (!Await(stopping, awaited))
                {
                    return Stay(stopping);
                }

                if (disposition == Disposition.DiesLater)
                {
                    return DieOfInterrupt(stopping);
                }

                var status = stopping.Status;
                var ended = disposition == Disposition.Trapped ? RunTrap(stopping, trap!) : [stopping];
                ended.ForEach(later => later.Status = status);
                ended.RemoveAll(later => EndsOnError(later, shape));
                return ended;
        }
    }

    private enum Disposition
    {
        /// <summary>Nothing happens: PID 1 without a handler, or a signal whose default is nothing.</summary>
        Default,
        Ignored,
        Trapped,
        Dies,

        /// <summary>A handler of the shell's own for SIGINT: it ends when the foreground command has.</summary>
        DiesLater,
    }

    private Disposition DispositionOf(string signal, ShellState state)
    {
        if (IsIn(_input.Stop!.Ignored, signal))
        {
            return Disposition.Ignored;
        }

        if (TrapActions.Find(state.Traps, signal) is { } trap)
        {
            return trap.Action is { Length: 0 } ? Disposition.Ignored : Disposition.Trapped;
        }

        // bash and busybox ash ignore SIGQUIT themselves, and what they start does not (bash(1), SIGNALS).
        if (SignalDefaults.IsHarmless(signal) || signal == "SIGQUIT" && _input.Shell is (Images.ShellKind.Bash or Images.ShellKind.Ash))
        {
            return Disposition.Default;
        }

        // dash and busybox ash catch SIGINT for themselves, also as PID 1; so does bash after `trap - INT` (measured).
        var isReset = state.Traps is not null && TrapActions.IsReset(state.Traps, signal);
        if (signal == "SIGINT" && (_input.Shell is Images.ShellKind.Dash or Images.ShellKind.Ash || _input.Shell == Images.ShellKind.Bash && isReset))
        {
            return Disposition.DiesLater;
        }

        return !_input.Stop.IsPid1 || HasBashHandler(signal, state) ? Disposition.Dies : Disposition.Default;
    }

    /// <summary>bash with a trap on EXIT catches the signals that end it, to run that trap (sig.c, initialize_terminating_signals).</summary>
    private bool HasBashHandler(string signal, ShellState state) =>
        _input.Shell == Images.ShellKind.Bash && signal is not "SIGQUIT" && TrapActions.Find(state.Traps, "EXIT") is { Action: not "" }
            && !TrapActions.IsGivenBack(state.Traps, signal);

    private static bool IsIn(IReadOnlyList<string> signals, string signal)
    {
        for (var i = 0; i < signals.Count; i++)
        {
            if (signals[i] == signal)
            {
                return true;
            }
        }

        return false;
    }

    private List<ShellState> RunTrap(ShellState state, TrapCommand trap)
    {
        if (trap.Action is not { } action)
        {
            Finish(state, Verdict.Unknown, "what the trap does is not known before run time");
            return [];
        }

        var run = state.Stop!;
        if (run.TrapDepth > 2)
        {
            // A trap that signals its own shell runs itself again and again, until the shell breaks (measured).
            Conclude(state);
            return [];
        }

        state.Stop = run with { TrapDepth = run.TrapDepth + 1, HasTrapRun = true };
        var script = ShellParser.Parse(action, ShellDialect.Bash);
        var outer = _text;
        _text = new TextOfOrigin(_input, _defaults, script.Text, _ => trap.Location);
        _depth++;
        var result = List(script.Body, [state], CommandShape.None);
        _depth--;
        _text = outer;
        foreach (var after in result)
        {
            after.HasReturned = false;
            after.HasBroken = false;
            after.Stop = after.Stop! with { TrapDepth = run.TrapDepth };
        }

        return result;
    }

    /// <summary>dash and ash then raise SIGINT at themselves with its default action;
    /// PID 1 survives that and comes to its EXIT trap (measured).</summary>
    private List<ShellState> DieOfInterrupt(ShellState state)
    {
        if (_input.Stop!.IsPid1)
        {
            return Leave(state);
        }

        Conclude(state);
        return [];
    }

    private List<ShellState> Die(ShellState state)
    {
        if (HasBashHandler(_input.Stop!.Signal!, state))
        {
            return Leave(state);
        }

        Conclude(state);
        return [];
    }

    /// <summary>The shell ends: its EXIT trap runs, then the kernel kills what is left.</summary>
    private List<ShellState> Leave(ShellState state)
    {
        if (!state.Stop!.IsLeaving && !state.IsEnding && TrapActions.Find(state.Traps, "EXIT") is { Action: not "" } trap)
        {
            state.Stop = state.Stop with { IsLeaving = true };
            foreach (var after in RunTrap(state, trap))
            {
                Conclude(after);
            }

            return [];
        }

        Conclude(state);
        return [];
    }

    private void Conclude(ShellState state)
    {
        var run = state.Stop!;
        var main = run.Of(run.Main);
        var program = run.Main.Process.Program;
        var shell = ShellName;
        switch (main.Fate)
        {
            case JobFate.Drained when main.IsUnknown:
                Finish(state, Verdict.Unknown, main.Reason);
                break;
            case JobFate.Drained:
                Finish(state, Verdict.Graceful, main.Signal is ""
                    ? $"the trap of {shell} stops {program} by its own command: {main.Reason}"
                    : $"{shell} passes {main.Signal} on and waits: {main.Reason}");
                break;
            case JobFate.Drains when run.Main.Process.Command is not [{ Value: not null }, ..]:
                Finish(state, Verdict.Unknown, main.Reason);
                break;
            case JobFate.Drains:
                Finish(state, Verdict.CutShort, run.TrapDepth > 0
                    ? $"the trap of {shell} leaves while {program} still drains"
                    : run.HasTrapRun
                    ? $"{shell} leaves after its first wait, while {program} still drains"
                    : $"{program} is told, and killed when {shell} ends");
                break;
            case JobFate.Ended:
                Finish(state, Verdict.EndedByDefault, $"{program} has no handler; {main.Signal} ends it at once");
                break;
            case JobFate.Lost:
                Finish(state, Verdict.CutShort, main.Reason);
                break;
            default:
                var hasHandler = ReactionOf(run.Main, _input.Stop!.Signal!).Kind != ReactionKind.Ends;
                Finish(state, hasHandler ? Verdict.NeverTold : Verdict.EndedByDefault, run.HasTrapRun
                    ? $"the trap of {shell} leaves without telling {program}"
                    : $"{shell} dies of the signal and {program} is killed with the container{(hasHandler ? ", its handler never run" : "")}");
                break;
        }
    }

    /// <summary>Nothing ends the shell any more.</summary>
    private List<ShellState> Stay(ShellState state)
    {
        var run = state.Stop!;
        var program = run.Main.Process.Program;
        var signal = _input.Stop!.Signal!;
        var main = run.Of(run.Main);
        var reason =
            run.IsIgnored && main.Fate == JobFate.Untold ? $"{ShellName} and its children ignore the signal"
            : run.IsTrapped && !run.HasTrapRun ? $"the trap of {ShellName} runs only when {(run.Block.Keeper ?? program)} has ended by itself"
            : run.HasTrapRun && main is { Fate: JobFate.Untold, Signal: { } sent } ? $"the trap of {ShellName} sends {sent}: {main.Reason}"
            : run.HasTrapRun && main.Fate == JobFate.Untold && run.Main.Process.Command.Count > 0 ?
                $"{ShellName} goes on after its trap and does not tell {program}"
            : run.HasTrapRun ? $"{ShellName} goes on after its trap"
            : _input.Stop.IsPid1 ? $"{ShellName} is PID 1, has no handler and does not tell {program}"
            : $"{ShellName} does not end on {signal} and does not tell {program}";
        Finish(state, Verdict.KilledAfterGrace, reason);
        return [];
    }

    private string ShellName => Dockerlint.Programs.ProgramName.Of(_input.Name);

    private void Finish(ShellState state, Verdict verdict, string reason)
    {
        var run = state.Stop!;
        var main = run.Of(run.Main);
        var effect = run switch
        {
            { IsIgnored: true } => TrapEffect.Ignores,
            { IsTrapped: false, HasTrapRun: false } => TrapEffect.None,
            { HasTrapRun: false } => TrapEffect.WaitsForForegroundChild,
            _ when verdict == Verdict.KilledAfterGrace => TrapEffect.GoesOn,
            _ when main.Fate == JobFate.Untold => verdict == Verdict.Unknown ? TrapEffect.Unknown : TrapEffect.ExitsAtOnce,
            // What it has waited for was lost behind its own child.
            _ when main is { Fate: JobFate.Drained } or { Fate: JobFate.Lost, IsGone: true } => TrapEffect.ForwardsAndWaits,
            _ => TrapEffect.ForwardsAndLeaves,
        };
        if (!_stops.TryGetValue(run.Block.Id, out var stops))
        {
            _stops.Add(run.Block.Id, stops = []);
        }

        stops.Add(new ShellStop(verdict, reason, effect, main.Signal)
        {
            LeavesInTrap = run.TrapDepth > 0, Held = run.Held,
            Keeper = effect == TrapEffect.WaitsForForegroundChild && run.Block.Keeper != run.Main.Process.Program ? run.Block.Keeper : null,
        });
    }

    /// <summary>Where what is unknown decides between different ends, the end is unknown; so it is where none was followed.</summary>
    private ShellStop? StopAt(int block)
    {
        if (_input.Stop is not { Signal: not null })
        {
            return null;
        }

        if (!_stops.TryGetValue(block, out var stops))
        {
            return new ShellStop(Verdict.Unknown, $"{ShellName} takes too many ways to follow a stop along all of them", TrapEffect.Unknown, null);
        }

        var first = stops[0].Verdict;
        return stops.Count == 1 || stops.TrueForAll(stop => stop.Verdict == first)
            ? stops[stops.Count - 1]
            : stops[stops.Count - 1] with
            {
                Verdict = Verdict.Unknown, Trap = TrapEffect.Unknown,
                Reason = "what the shell does on the signal depends on what is not known",
            };
    }
}
