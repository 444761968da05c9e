using Dockerlint.Stops;

namespace Dockerlint.SignalPath.Shells;

/// <summary>Which traps are set at one point of a script.</summary>
internal static class TrapActions
{
    /// <summary>bash stays for a trap that is set, busybox ash also for one that was;
    /// <c>trap ''</c> and <c>trap -</c> hold neither (measured).</summary>
    public static CommandShape ShapeAfter(ShellState state)
    {
        if (state.Traps is null)
        {
            return CommandShape.None;
        }

        var later = new HashSet<string>(StringComparer.Ordinal);
        var shape = CommandShape.None;
        for (var link = state.Traps; link is not null; link = link.Before)
        {
            var hasAction = link.Value.Action is not ("" or "-");
            foreach (var name in link.Value.SignalNames)
            {
                var isLast = later.Add(Signals.Canonical(name) ?? name);
                shape |= !hasAction ? CommandShape.None : isLast ? CommandShape.AfterTrap : CommandShape.AfterClearedTrap;
            }
        }

        return shape;
    }

    /// <summary>The trap that is set on a signal, or on <c>EXIT</c>; null where none is or it was taken back.</summary>
    public static TrapCommand? Find(Chain<TrapCommand>? traps, string signal)
    {
        for (var link = traps; link is not null; link = link.Before)
        {
            if (link.Value.Catches(signal))
            {
                return link.Value.Action == "-" ? null : link.Value;
            }
        }

        return null;
    }

    /// <summary>Set back by <c>trap - signal</c>.</summary>
    public static bool IsReset(Chain<TrapCommand> traps, string signal)
    {
        for (var link = traps; link is not null; link = link.Before)
        {
            if (link.Value.Catches(signal))
            {
                return link.Value.Action == "-";
            }
        }

        return false;
    }

    /// <summary>
    /// bash catches what ends it from the first trap on EXIT on. A signal that was trapped or ignored by then, <c>trap - signal</c> gives
    /// back to the kernel; any other stays caught (measured, 5.2; trap.c, restore_default_signal).
    /// </summary>
    public static bool IsGivenBack(Chain<TrapCommand>? traps, string signal)
    {
        var isTrapped = false;
        bool? wasTrapped = null;
        foreach (var trap in Chain<TrapCommand>.ToList(traps))
        {
            foreach (var name in trap.SignalNames)
            {
                wasTrapped ??= name is "EXIT" or "0" && trap.Action is not ("-" or "") ? isTrapped : null;
                isTrapped = Signals.Canonical(name) == signal ? trap.Action != "-" : isTrapped;
            }
        }

        return wasTrapped == true && !isTrapped;
    }

    /// <summary>Signals that <c>trap ''</c> makes the shell, and all that it starts, ignore.</summary>
    public static IReadOnlyList<string> Ignored(Chain<TrapCommand>? traps)
    {
        if (traps is null)
        {
            return [];
        }

        var later = new HashSet<string>(StringComparer.Ordinal);
        var ignored = new List<string>();
        for (var link = traps; link is not null; link = link.Before)
        {
            foreach (var name in link.Value.SignalNames)
            {
                if (Signals.Canonical(name) is { } signal && later.Add(signal) && link.Value.Action is "")
                {
                    ignored.Add(signal);
                }
            }
        }

        return ignored;
    }
}
