using Dockerlint.Shell;

namespace Dockerlint.SignalPath.Shells;

public sealed partial class ShellReader
{
    private List<ShellState> If(IfCommand command, List<ShellState> states, CommandShape shape)
    {
        var result = new List<ShellState>();
        var open = states;
        foreach (var clause in command.Clauses)
        {
            var next = new List<ShellState>();
            foreach (var before in open)
            {
                var decided = _text.Conditions.Evaluate(clause.Condition, before);
                foreach (var state in List(clause.Condition, [before], CommandShape.Tested | CommandShape.InCondition))
                {
                    var truth = decided ?? state.Status;
                    if (truth != true)
                    {
                        next.Add(truth is null ? state.Copy() : state);
                    }

                    if (truth != false)
                    {
                        result.AddRange(List(clause.Then, [state], shape));
                    }
                }
            }

            open = Distinct(next);
        }

        result.AddRange(command.Else is null ? With(true, open) : List(command.Else, open, shape));
        return Distinct(result);
    }

    private List<ShellState> Case(CaseCommand command, List<ShellState> states, CommandShape shape)
    {
        var result = new List<ShellState>();
        foreach (var state in states)
        {
            var subject = _text.Words.Value(command.Subject, state);
            var isDecided = false;
            foreach (var clause in command.Clauses)
            {
                var matches = CasePattern.Matches(clause.Patterns, subject);
                if (matches == false)
                {
                    continue;
                }

                result.AddRange(List(clause.Body, [state.Copy()], shape));
                if (matches == true && !clause.FallsThrough)
                {
                    isDecided = true;
                    break;
                }
            }

            if (!isDecided)
            {
                state.Status = true;
                result.Add(state);
            }
        }

        return Distinct(result);
    }
}
