using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

public sealed partial class ShellReader
{
    private const int MaximumRounds = 5;

    /// <summary>Variables of the <c>for</c> loops around, which run through more than one item.</summary>
    private List<string>? _items;

    private List<ShellState> While(WhileCommand command, List<ShellState> states, CommandShape shape)
    {
        var result = new List<ShellState>();
        foreach (var state in states)
        {
            if (state.Stop is not null)
            {
                result.AddRange(GoOnLooping(command, [state], shape));
                continue;
            }

            var truth = _text.Conditions.Evaluate(command.Condition, state);
            var isEndless = truth is { } known && known != command.IsUntil && IsConstant(command.Condition)
                || truth is null && (shape & CommandShape.Last) != 0 && IsPoll(command, state) && HasTrapOnStop(state);
            if (MainJob(state) is { } job && state.Main is not { Weight: CommandWeight.LongRunning } && !isEndless && WaitsInLoop(command))
            {
                result.AddRange(WaitInLoop(command, state, job, shape));
                continue;
            }

            if (isEndless)
            {
                EndlessLoop(command, state, shape, result);
            }
            else
            {
                result.AddRange(Condition(command, state, shape));
            }
        }

        return Distinct(result);
    }

    /// <summary>It asks and sleeps; a condition may be the program itself.</summary>
    private bool IsPoll(WhileCommand command, ShellState state) => PauseOf(command.Body, state) is not null
        && command.Condition.Statements.All(static statement => statement.End != StatementEnd.Background && Conditions.IsTest(statement.Command));

    /// <summary>With it, a script that ends in a loop which waits for something, waits there for its stop.</summary>
    private bool HasTrapOnStop(ShellState state) =>
        _input.Stop?.Signal is { } signal && TrapActions.Find(state.Traps, signal) is { Action: { Length: > 0 } };

    /// <summary>Polling or waiting again and again until a background process is gone is a wait that a trap can interrupt.</summary>
    private List<ShellState> WaitInLoop(WhileCommand command, ShellState state, Job job, CommandShape shape)
    {
        var inner = (shape | CommandShape.InLoop) & ~CommandShape.Last;
        var result = new List<ShellState>();
        foreach (var tested in List(command.Condition, [state.Copy()], inner | CommandShape.Tested))
        {
            if (tested.Stop is null)
            {
                foreach (var after in List(command.Body, [tested], inner))
                {
                    after.HasBroken = false;
                    result.Add(after);
                }
            }
            else if (tested.Status == command.IsUntil)
            {
                result.Add(tested);
            }
            else
            {
                result.AddRange(GoOnLooping(command, [tested], shape, startsWithBody: true));
            }
        }

        if (!result.Exists(static way => way.Main is { IsWait: true }))
        {
            _pause = PauseOf(command.Body, state);
            result = WaitHere(state, [job], Waiting.InLoop, shape, _text.Locate(command.Span));
        }

        var stopping = result.FindAll(static way => way.Stop is { Block.IsWait: true });
        result.RemoveAll(stopping.Contains);
        result.AddRange(GoOnLooping(command, stopping, shape));
        return result;
    }

    /// <summary>A condition may be the program itself: <c>until app; do sleep 1; done</c>.</summary>
    private List<ShellState> Condition(WhileCommand command, ShellState state, CommandShape shape)
    {
        var before = state.Main;
        var ways = List(command.Condition, [state.Copy()], (shape | CommandShape.InLoop | CommandShape.Tested) & ~CommandShape.Last);
        if (!ways.Exists(way => way.Stop is null && !ReferenceEquals(way.Main, before)))
        {
            return Loop(command.Body, [state], shape, null);
        }

        var result = new List<ShellState>();
        foreach (var way in ways)
        {
            var truth = way.Stop is null ? null : way.Status;
            if (truth is null || truth == command.IsUntil)
            {
                result.Add(way.Copy());
            }

            if (way.Stop is not null && truth != command.IsUntil)
            {
                result.AddRange(GoOnLooping(command, [way], shape, startsWithBody: true));
            }
        }

        return Distinct(result);
    }

    private void EndlessLoop(WhileCommand command, ShellState state, CommandShape shape, List<ShellState> result)
    {
        var before = state.Main;
        var stopping = new List<ShellState>();
        var pause = PauseOf(command.Body, state);
        var isPeriodic = pause is { IsPeriodic: true };
        _periodicLoops += isPeriodic ? 1 : 0;
        var ways = List(command.Body, [state.Copy()], (shape | CommandShape.InLoop) & ~CommandShape.Last);
        // Tried again until it succeeds: a step, with what it is for behind it.
        var isLeft = ways.Exists(static way => way is { HasBroken: true, Stop: null });
        foreach (var after in ways)
        {
            if (after.Stop is not null)
            {
                stopping.Add(after);
                continue;
            }

            if (isLeft && !after.HasBroken && (after.Main is null || ReferenceEquals(after.Main, before))
                && MainJob(after) is not { IsApplication: true })
            {
                continue;
            }

            if (after.HasBroken)
            {
                after.HasBroken = false;
                result.Add(after);
                continue;
            }

            // Behind a wait the loop begins when what the container is for has ended.
            if (after.Main is not { IsWait: true } && (ReferenceEquals(after.Main, before) || after.Main is null))
            {
                // A trap runs between the loop's steps.
                var location = _text.Locate(command.Span);
                var main = MainJob(after) is { IsApplication: true } application ? application
                    : new Job(++_ids, new StartedProcess([], location, CommandWeight.LongRunning));
                after.Main = new Foreground(main.Process.Command, location, Shape(shape, after) | CommandShape.InLoop,
                    CommandWeight.LongRunning)
                {
                    IsLoop = true, Id = ++_ids, Folder = main.Process.Folder, Keeper = pause is { HoldsTraps: true } ? "sleep" : null,
                };
                var waiting = pause is { HoldsTraps: true } ? Waiting.InForeground : Waiting.InLoop;
                var endless = new Job(++_ids, new StartedProcess([], location, CommandWeight.LongRunning));
                _pause = pause;
                stopping.AddRange(Arrive(after, after.Main, main, waiting, waiting == Waiting.InForeground ? [endless] : [], shape));
            }
            else if (after.Main.Weight == CommandWeight.Unknown)
            {
                after.Main = after.Main with { Weight = CommandWeight.LongRunning };
            }

            result.Add(after);
        }

        result.AddRange(GoOnLooping(command, stopping, shape));
        _periodicLoops -= isPeriodic ? 1 : 0;
    }

    /// <summary>Rounds of a loop after the signal has come.</summary>
    private List<ShellState> GoOnLooping(WhileCommand command, List<ShellState> states, CommandShape shape, bool startsWithBody = false)
    {
        var inner = (shape | CommandShape.InLoop) & ~CommandShape.Last;
        var left = new List<ShellState>();
        for (var round = 0; round < MaximumRounds && states.Count > 0; round++)
        {
            var again = new List<ShellState>();
            foreach (var state in states)
            {
                if (state.HasBroken || state.HasReturned)
                {
                    state.HasBroken = false;
                    left.Add(state);
                    continue;
                }

                var decided = _text.Conditions.Evaluate(command.Condition, state);
                var tested = startsWithBody && round == 0 ? [state] : List(command.Condition, [state], inner | CommandShape.Tested);
                foreach (var next in tested)
                {
                    var truth = startsWithBody && round == 0 ? !command.IsUntil : decided ?? next.Status;
                    if (truth is null || truth == command.IsUntil)
                    {
                        left.Add(truth is null ? next.Copy() : next);
                    }

                    if (truth is null || truth != command.IsUntil)
                    {
                        again.AddRange(List(command.Body, [next], inner));
                    }
                }
            }

            if (round > 0)
            {
                again.ForEach(LetTimePass);
            }

            states = Distinct(again);
        }

        foreach (var state in states)
        {
            if (state.HasBroken || state.HasReturned)
            {
                state.HasBroken = false;
                left.Add(state);
            }
            else
            {
                Stay(state);
            }
        }

        return left;
    }

    private List<ShellState> For(ForCommand command, List<ShellState> states, CommandShape shape)
    {
        var result = new List<ShellState>();
        foreach (var state in states)
        {
            var words = command.Words is null ? state.Positional : _text.Words.Expand(command.Words, 0, state);
            if (words is not [{ Value: { } only }] || only.IndexOfAny(['*', '?']) >= 0)
            {
                (_items ??= []).Add(command.Variable);
                result.AddRange(ForEach(command, words, state, shape));
                _items.RemoveAt(_items.Count - 1);
            }
            else
            {
                result.AddRange(ForEach(command, words, state, shape));
            }
        }

        return Distinct(result);
    }

    /// <summary><c>for f in *; do check "$f"; done</c>: what is called with each item ends, or the next one would never come.</summary>
    private bool IsOfAnItem(SimpleCommand command) =>
        _items is { Count: > 0 } items && command.Words.Skip(1).Any(word => word.Parts.Any(part => part switch
        {
            ParameterPart parameter => items.Contains(parameter.Name),
            DoubleQuotedPart quoted => quoted.Parts.Any(inner => inner is ParameterPart parameter && items.Contains(parameter.Name)),
            _ => false,
        }));

    private List<ShellState> ForEach(ForCommand command, IReadOnlyList<Argument>? words, ShellState state, CommandShape shape)
    {
        if (words is null || words.Count is 0 or > 8 || words.Any(static word => word.Value is null || word.Value.IndexOfAny(['*', '?']) >= 0))
        {
            return Loop(command.Body, [state], shape, command.Variable);
        }

        var result = new List<ShellState>();
        List<ShellState> ways = [state];
        for (var i = 0; i < words.Count && ways.Count > 0; i++)
        {
            ways.ForEach(way => way.Set(command.Variable, words[i].Value));
            ways = List(command.Body, ways, (shape | CommandShape.InLoop) & ~CommandShape.Last);
            var broken = ways.FindAll(static way => way.HasBroken || way.HasReturned);
            broken.ForEach(static way => way.HasBroken = false);
            result.AddRange(broken);
            ways.RemoveAll(broken.Contains);
        }

        result.AddRange(ways);
        return result;
    }

    private List<ShellState> Loop(ShellList body, List<ShellState> states, CommandShape shape, string? variable)
    {
        var result = new List<ShellState>();
        foreach (var state in states)
        {
            if (variable is not null)
            {
                state.Set(variable, null);
            }

            result.Add(state.Copy());
            foreach (var after in List(body, [state], (shape | CommandShape.InLoop) & ~CommandShape.Last))
            {
                after.HasBroken = false;
                result.Add(after);
            }
        }

        return Distinct(result);
    }

    /// <summary>Whatever a variable decides, the loop's body may change.</summary>
    private static bool IsConstant(ShellList condition)
    {
        foreach (var statement in condition.Statements)
        {
            var isConstant = statement.Command switch
            {
                SimpleCommand simple => simple.Words.All(static word => word.Constant is not null),
                TestCommand test => test.Words.All(static word => word.Constant is not null),
                _ => true,
            };
            if (!isConstant)
            {
                return false;
            }
        }

        return true;
    }

    private static bool WaitsInLoop(WhileCommand command) => Mentions(command.Condition) || Mentions(command.Body);

    private static bool Mentions(ShellList list)
    {
        foreach (var statement in list.Statements)
        {
            if (Mentions(statement.Command))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Mentions(ShellCommand command) => command switch
    {
        SimpleCommand { Name: "wait" or "pgrep" or "ps" } => true,
        SimpleCommand { Name: "kill", Words: [_, { Constant: "-0" }, ..] } => true,
        AndOrCommand both => Mentions(both.Left) || Mentions(both.Right),
        PipelineCommand pipeline => Mentions(pipeline.Commands[0]),
        GroupCommand group => Mentions(group.Body),
        IfCommand @if => Mentions(@if.Clauses[0].Condition) || Mentions(@if.Clauses[0].Then),
        _ => false,
    };
}
