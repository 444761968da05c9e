using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

public sealed partial class ShellReader
{
    /// <summary>The text is done on this way.</summary>
    private void End(ShellState state)
    {
        if (state.Stop is not null)
        {
            Leave(state);
            return;
        }

        if (state.Main is null && !state.IsEnding && TrapActions.Find(state.Traps, "EXIT") is { Action: { Length: > 0 } action })
        {
            EndWithTrap(state, action);
            return;
        }

        Collect(state);
        if (state.Main is not { } main)
        {
            Add(new ShellEnding(EndingKind.EndsByItself, [], null, "nothing is left in front"));
            return;
        }

        if (main.IsWait)
        {
            Add(Ending(EndingKind.WaitsForBackground, main,
                main.Keeper is null ? "it waits for what it started in the background"
                    : $"{main.Keeper} is in front of what it started in the background") with
            {
                Keeper = main.Keeper,
            }, main.Id);
            return;
        }

        if (main.IsLoop)
        {
            Add(Ending(EndingKind.Loops, main, "it loops for ever"), main.Id);
            return;
        }

        if (main.Weight == CommandWeight.Interactive)
        {
            Add(Ending(EndingKind.Interactive, main, "a prompt"));
            return;
        }

        var replaced = TailCall.ReplacesItself(_input.Shell, main.Shape, _input.IsBashOld);
        var kind = replaced switch
        {
            true => EndingKind.Execs,
            false => EndingKind.Stays,
            null => EndingKind.DependsOnShell,
        };
        var ending = Ending(kind, main, TailCall.Why(_input.Shell, main.Shape, replaced));
        if (replaced == true)
        {
            ending = ending with { Ignored = [.. ending.Ignored, .. IgnoredByTailCall()] };
        }

        Add(ending, replaced == true ? 0 : main.Id);
    }

    /// <summary>busybox ash ignores SIGQUIT, and what it becomes without exec still does (measured, 1.35).</summary>
    private string[] IgnoredByTailCall() => _input.Shell == Images.ShellKind.Ash ? ["SIGQUIT"] : [];

    /// <summary>The text is done, its EXIT trap is not.</summary>
    private void EndWithTrap(ShellState state, string action)
    {
        state.IsEnding = true;
        var script = ShellParser.Parse(action, ShellDialect.Bash);
        var outer = _text;
        _text = new TextOfOrigin(_input, _defaults, script.Text, _ => null);
        _depth++;
        foreach (var after in List(script.Body, [state], CommandShape.None))
        {
            End(after);
        }

        _depth--;
        _text = outer;
    }

    /// <summary><c>exit</c>: an early way out, or the end of a script that has run its program.</summary>
    private void EndByExit(ShellState state)
    {
        if (state.Main is not null)
        {
            var before = _places.Count;
            End(state);
            for (var i = before; i < _places.Count; i++)
            {
                _places[i] = new(_places[i].Key with { IsByExit = true }, _places[i].Value);
            }

            return;
        }

        if (!state.IsEnding && TrapActions.Find(state.Traps, "EXIT") is { Action: { Length: > 0 } action })
        {
            EndWithTrap(state, action);
            return;
        }

        Collect(state);
        Add(new ShellEnding(EndingKind.EndsByItself, [], null, "exit"));
    }

    private static ShellEnding Ending(EndingKind kind, Foreground main, string reason) =>
        new(kind, main.Command, main.Location, reason) { Shape = main.Shape, RunsArguments = main.RunsArguments, Ignored = main.Ignored,
            Folder = main.Folder };

    private void Collect(ShellState state)
    {
        for (var link = state.Jobs; link is not null; link = link.Before)
        {
            // Ways share their beginnings: from a link that was seen on, all were.
            if (!(_collected ??= new(ChainIdentity.Instance)).Add(link))
            {
                break;
            }

            if ((_started ??= []).Add(link.Value.Process.Location ?? default))
            {
                _background = new(link.Value.Process, _background);
            }
        }

        if (state.Traps is not null)
        {
            _traps = state.Traps;
        }

        _slowStep ??= state.SlowStep;
    }

    private void Add(ShellEnding ending, int place = 0) => _places.Add(new(ending, place));

    /// <summary>Ways that end alike are one; what a stop becomes is known when all of them have been followed.</summary>
    private List<ShellEnding> Endings()
    {
        var endings = new List<ShellEnding>(_places.Count == 1 ? 1 : 4);
        HashSet<(EndingKind, SourceLocation?, Verdict?, TrapEffect?, int, bool)>? known = null;
        foreach (var pair in _places)
        {
            var ending = pair.Value == 0 ? pair.Key : pair.Key with { Stop = StopAt(pair.Value) };
            var stop = ending.Stop;
            if (_places.Count == 1 || (known ??= []).Add(
                (ending.Kind, ending.Location, stop?.Verdict, stop?.Trap, ending.Command.Count, ending.IsByExit)))
            {
                endings.Add(ending);
            }
        }

        return endings;
    }
}
