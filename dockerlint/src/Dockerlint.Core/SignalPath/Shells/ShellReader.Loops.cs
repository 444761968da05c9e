using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

public sealed partial class ShellReader
{
    private List<ShellState> While(WhileCommand command, List<ShellState> states, CommandShape shape)
    {
        var result = new List<ShellState>();
        foreach (var state in states)
        {
            bool? truth = _text.Conditions.Evaluate(command.Condition, state);
            bool isEndless = truth is { } known && known != command.IsUntil;
            if (state.Background is not null && WaitsInLoop(command))
            {
                // Polling or re-waiting until a background process is gone is a wait that a trap can interrupt.
                Wait(state, shape, _text.Locate(command.Span));
                state.Waits++;
                result.Add(state);
                continue;
            }

            if (isEndless)
            {
                EndlessLoop(command, state, shape, result);
            }
            else
            {
                result.AddRange(Loop(command.Body, [state], shape, null));
            }
        }

        return Distinct(result);
    }

    private void EndlessLoop(WhileCommand command, ShellState state, CommandShape shape, List<ShellState> result)
    {
        var before = state.Main;
        foreach (var after in List(command.Body, [state.Copy()], (shape | CommandShape.InLoop) & ~CommandShape.Last))
        {
            if (after.HasBroken)
            {
                after.HasBroken = false;
                result.Add(after);
                continue;
            }

            if (ReferenceEquals(after.Main, before) || after.Main is null)
            {
                var location = _text.Locate(command.Span);
                after.Main = new Foreground([], location, Shape(shape, after) | CommandShape.InLoop, CommandWeight.LongRunning) { IsLoop = true };
            }
            else if (after.Main.Weight == CommandWeight.Unknown)
            {
                after.Main = after.Main with { Weight = CommandWeight.LongRunning };
            }

            result.Add(after);
        }
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

    private void StartInBackground(ShellCommand command, ShellState state)
    {
        var location = _text.Locate(command.Span);
        var before = state.Main;
        var inner = state.Copy();
        inner.Main = null;
        List<ShellState> after = command is SimpleCommand { Words.Count: 0 } ? [inner] : Command(command, [inner], CommandShape.InSubshell);
        IReadOnlyList<Argument>? argv = null;
        var weight = CommandWeight.Step;
        foreach (var way in after)
        {
            argv ??= way.Main?.Command;
            weight = way.Main is { } main && main.Weight > weight ? main.Weight : weight;
        }

        if (argv is null && command is SimpleCommand simple)
        {
            argv = _text.Words.Expand(simple.Words, 0, state);
        }

        if (argv is { Count: > 0 } && argv[0].Value is { } program && ProgramName.Of(program) is "sleep" && !CommandWeights.IsIdle("sleep", argv))
        {
            // "sleep 5 & wait $!": a pause that a trap can interrupt.
            argv = null;
        }

        state.Main = before;
        state.Background = new(new StartedProcess(argv ?? [], location, weight), state.Background);
        state.Set("!", null);
    }
}
