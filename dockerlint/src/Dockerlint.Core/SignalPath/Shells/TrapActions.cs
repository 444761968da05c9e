using Dockerlint.Shell;
using Dockerlint.Stops;

namespace Dockerlint.SignalPath.Shells;

/// <summary>What a trap on SIGTERM makes of a stop. Each row measured with dash, bash and busybox ash (docs/evidence.md, traps).</summary>
internal static class TrapActions
{
    [Flags]
    private enum Effect
    {
        None = 0,
        Forwards = 1,
        Waits = 2,
        Exits = 4,
        Unknown = 8,
    }

    /// <summary>bash stays for a trap that is set, busybox ash also for one that was; <c>trap ''</c> and <c>trap -</c> hold neither (measured).</summary>
    public static CommandShape ShapeAfter(ShellState state)
    {
        var later = new HashSet<string>(StringComparer.Ordinal);
        var shape = CommandShape.None;
        for (var link = state.Traps; link is not null; link = link.Before)
        {
            bool hasAction = link.Value.Action is not ("" or "-");
            foreach (string name in link.Value.SignalNames)
            {
                bool isLast = later.Add(Signals.Canonical(name) ?? name);
                shape |= !hasAction ? CommandShape.None : isLast ? CommandShape.AfterTrap : CommandShape.AfterClearedTrap;
            }
        }

        return shape;
    }

    /// <summary>A shell runs its trap only when the foreground command has ended (POSIX 2.14, trap).</summary>
    public static TrapEffect WhileInForeground(ShellState state) => Find(state.Traps) switch
    {
        null => TrapEffect.None,
        { Action: null } => TrapEffect.WaitsForForegroundChild,
        { Action: "" } => TrapEffect.Ignores,
        _ => TrapEffect.WaitsForForegroundChild,
    };

    /// <summary><c>wait</c> is interrupted at once; whether the child's drain survives depends on a second one.</summary>
    public static TrapEffect WhileWaiting(ShellState state, IReadOnlyDictionary<string, FunctionDefinition> functions)
    {
        if (Find(state.TrapsAtWait) is not { } trap)
        {
            return TrapEffect.None;
        }

        if (trap.Action is not { } action)
        {
            return TrapEffect.Unknown;
        }

        if (action.Length == 0)
        {
            return TrapEffect.Ignores;
        }

        var effect = Read(ShellParser.Parse(action, ShellDialect.Bash).Body, functions, 0);
        bool waits = (effect & Effect.Waits) != 0 || state.Waits > 1 && (effect & Effect.Exits) == 0;
        return effect switch
        {
            _ when (effect & Effect.Forwards) != 0 => waits ? TrapEffect.ForwardsAndWaits : TrapEffect.ForwardsAndLeaves,
            _ when (effect & Effect.Unknown) != 0 => TrapEffect.Unknown,
            _ => TrapEffect.ExitsAtOnce,
        };
    }

    /// <summary>The last trap on SIGTERM that is still set.</summary>
    private static TrapCommand? Find(Chain<TrapCommand>? traps)
    {
        for (var link = traps; link is not null; link = link.Before)
        {
            if (link.Value.Catches("SIGTERM"))
            {
                return link.Value.Action == "-" ? null : link.Value;
            }
        }

        return null;
    }

    private static Effect Read(ShellList list, IReadOnlyDictionary<string, FunctionDefinition> functions, int depth)
    {
        var effect = Effect.None;
        foreach (var statement in list.Statements)
        {
            effect |= Read(statement.Command, functions, depth);
        }

        return effect;
    }

    private static Effect Read(ShellCommand command, IReadOnlyDictionary<string, FunctionDefinition> functions, int depth) => command switch
    {
        _ when depth > 8 => Effect.Unknown,
        SimpleCommand { Name: "kill" or "pkill" or "killall" } => Effect.Forwards,
        SimpleCommand { Name: "wait" } => Effect.Waits,
        SimpleCommand { Name: "exit" or "return" } => Effect.Exits,
        SimpleCommand { Name: "trap" or "echo" or "printf" or ":" or "true" or "rm" or "set" or "[" or "test" or "log" } => Effect.None,
        SimpleCommand { Words.Count: 0 } => Effect.None,
        SimpleCommand { Name: { } name } when functions.TryGetValue(name, out var function) => Read(function.Body, functions, depth + 1),
        AndOrCommand both => Read(both.Left, functions, depth + 1) | Read(both.Right, functions, depth + 1),
        PipelineCommand pipeline => Read(pipeline.Commands[pipeline.Commands.Count - 1], functions, depth + 1),
        GroupCommand group => Read(group.Body, functions, depth + 1),
        IfCommand @if => Read(@if.Clauses[0].Then, functions, depth + 1),
        ForCommand @for => Read(@for.Body, functions, depth + 1),
        WhileCommand @while => Read(@while.Condition, functions, depth + 1) | Read(@while.Body, functions, depth + 1),
        TestCommand or ArithmeticCommand => Effect.None,
        _ => Effect.Unknown,
    };
}
