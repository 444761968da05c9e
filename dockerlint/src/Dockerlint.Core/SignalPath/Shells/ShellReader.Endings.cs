using Dockerlint.Programs;


namespace Dockerlint.SignalPath.Shells;

public sealed partial class ShellReader
{
    /// <summary>The text is done on this way.</summary>
    private void End(ShellState state)
    {
        Collect(state);
        if (state.Main is not { } main)
        {
            Add(new ShellEnding(EndingKind.EndsByItself, [], null, "nothing is left in front", TrapEffect.None));
            return;
        }

        if (main.IsWait)
        {
            Add(Ending(EndingKind.WaitsForBackground, main, "it waits for what it started in the background", TrapActions.WhileWaiting(state, _functions)));
            return;
        }

        if (main.IsLoop)
        {
            // A trap runs between the loop's commands, soon or late: what it does then is its own business.
            bool isTrapped = TrapActions.WhileInForeground(state) != TrapEffect.None;
            Add(Ending(EndingKind.Loops, main, "it loops for ever", isTrapped ? TrapEffect.Unknown : TrapEffect.None));
            return;
        }

        if (main.Weight == CommandWeight.Interactive)
        {
            Add(Ending(EndingKind.Interactive, main, "a prompt", TrapEffect.None));
            return;
        }

        var trap = TrapActions.WhileInForeground(state);
        bool? replaced = trap is TrapEffect.None or TrapEffect.Ignores ? TailCall.ReplacesItself(_input.Shell, main.Shape) : false;
        var kind = replaced switch
        {
            true => EndingKind.Execs,
            false => EndingKind.Stays,
            null => EndingKind.DependsOnShell,
        };
        Add(Ending(kind, main, TailCall.Why(_input.Shell, main.Shape, replaced), trap));
    }

    /// <summary><c>exit</c>: an early way out, or the end of a script that has run its program.</summary>
    private void EndByExit(ShellState state)
    {
        if (state.Main is not null)
        {
            End(state);
            return;
        }

        Collect(state);
        Add(new ShellEnding(EndingKind.EndsByItself, [], null, "exit", TrapEffect.None));
    }

    private static ShellEnding Ending(EndingKind kind, Foreground main, string reason, TrapEffect trap) =>
        new(kind, main.Command, main.Location, reason, trap) { Shape = main.Shape, RunsArguments = main.RunsArguments };

    private void Collect(ShellState state)
    {
        for (var link = state.Background; link is not null; link = link.Before)
        {
            // Ways share their beginnings: from a link that was seen on, all were.
            if (!_collected.Add(link))
            {
                break;
            }

            if (_started.Add(link.Value.Location ?? default))
            {
                _background = new(link.Value, _background);
            }
        }

        if (state.Traps is not null)
        {
            _traps = state.Traps;
        }

        _slowStep ??= state.SlowStep;
    }

    private void Add(ShellEnding ending)
    {
        foreach (var known in _endings)
        {
            if (known.Kind == ending.Kind && Equals(known.Location, ending.Location) && known.Trap == ending.Trap && known.Command.Count == ending.Command.Count)
            {
                return;
            }
        }

        _endings.Add(ending);
    }
}
