using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

public sealed partial class ShellReader
{
    private List<ShellState> Simple(SimpleCommand command, List<ShellState> states, CommandShape shape)
    {
        foreach (var assignment in command.Words.Count == 0 ? command.Assignments : [])
        {
            foreach (var state in states)
            {
                Assign(assignment, state);
            }
        }

        if (command.Words.Count == 0)
        {
            return states;
        }

        var result = new List<ShellState>();
        foreach (var state in states)
        {
            result.AddRange(Simple(command, _text.Words.Expand(command.Words, 0, state), state, shape));
        }

        return Distinct(result);
    }

    private List<ShellState> Simple(SimpleCommand command, List<Argument> argv, ShellState state, CommandShape shape)
    {
        var location = _text.Locate(command.Span);
        while (true)
        {
            if (argv.Count == 0)
            {
                return [state];
            }

            switch (argv[0].Value)
            {
                case "command" or "builtin" when argv.Count > 1 && argv[1].Value is not ['-', ..]:
                    argv.RemoveAt(0);
                    continue;
                case "exec":
                    return Exec(argv, command, state, shape, location);
                case "exit":
                    if ((shape & (CommandShape.InSubshell | CommandShape.InPipeline)) == 0)
                    {
                        EndByExit(state);
                        return [];
                    }

                    return [state];
                case "return":
                    state.HasReturned = true;
                    return [state];
                case "break":
                    state.HasBroken = true;
                    return [state];
                case "trap":
                    Trap(argv, state, location);
                    return [state];
                case "wait":
                    Wait(state, shape, location);
                    return [state];
                case "kill" or "pkill" or "killall" when state.Background is not null && state.Waits == 0:
                    // What was started is stopped again: a temporary server during initialisation.
                    state.Background = null;
                    return [state];
                case "set":
                    SetPositional(argv, command, state);
                    return [state];
                case "shift":
                    state.Positional = Shifted(argv, state.Positional);
                    return [state];
                case "export" or "local" or "declare" or "typeset" or "readonly":
                    Declare(command, state);
                    return [state];
                case "eval":
                    return Eval(argv, command, state, shape, location);
                case "." or "source" when argv.Count > 1:
                    return Source(argv, state, shape);
                case { } name when _functions.TryGetValue(name, out var function):
                    return Call(function, command, argv, state, shape);
                default:
                    return Run(argv, command, state, shape, location);
            }
        }
    }

    private List<ShellState> Exec(List<Argument> argv, SimpleCommand command, ShellState state, CommandShape shape, SourceLocation? location)
    {
        int start = 1;
        while (start < argv.Count && argv[start].Value is ['-', .. { Length: > 0 }] option)
        {
            start += option == "-a" ? 2 : 1;
            if (option == "--")
            {
                break;
            }
        }

        if (start >= argv.Count)
        {
            // exec with redirections alone; or exec "$@" with nothing given.
            return command.Words.Count > 1 && state.Positional is { Count: 0 } ? [] : [state];
        }

        var target = argv.GetRange(start, argv.Count - start);
        if ((shape & (CommandShape.InSubshell | CommandShape.InPipeline)) != 0)
        {
            state.Main = new Foreground(target, location, shape, CommandWeight.Unknown);
            return [state];
        }

        if (state.Main is { Weight: CommandWeight.LongRunning })
        {
            return [state];
        }

        Collect(state);
        Add(new ShellEnding(EndingKind.Execs, target, location, "exec", TrapEffect.None)
        {
            IsExplicitExec = true, Shape = shape, RunsArguments = RunsArguments(command),
        });
        return [];
    }

    private static List<ShellState> Run(List<Argument> argv, SimpleCommand command, ShellState state, CommandShape shape, SourceLocation? location)
    {
        bool runsArguments = RunsArguments(command);
        var weight = runsArguments && state.Positional is null ? CommandWeight.Unknown : CommandWeights.Of(argv);
        switch (weight)
        {
            case CommandWeight.Step:
                if (argv[0].Value is { } step && IsSlow(step) && (shape & CommandShape.Last) == 0)
                {
                    state.SlowStep ??= location;
                }

                return [state];
            case CommandWeight.Daemon:
                state.Background = new(new StartedProcess(argv, location, weight), state.Background);
                return [state];
            default:
                if (state.Main is not { Weight: CommandWeight.LongRunning })
                {
                    if (state.Main is { } earlier && earlier.Weight == CommandWeight.Unknown)
                    {
                        state.SlowStep ??= earlier.Location;
                    }

                    state.Main = new Foreground(argv, location, Shape(shape, state), weight) { RunsArguments = runsArguments };
                }

                return [state];
        }
    }

    private static CommandShape Shape(CommandShape shape, ShellState state)
    {
        shape |= TrapActions.ShapeAfter(state);
        return state.Background is not null ? shape | CommandShape.AfterBackground : shape;
    }

    private static bool IsSlow(string program) => ProgramName.Of(program) is "wait-for-it" or "wait-for-it.sh" or "wait-for" or "dockerize" or "npm" or "yarn" or "pnpm" or "dotnet" or "python" or "python3" or "alembic" or "flyway" or "liquibase" or "sleep" or "bundle" or "php";

    private static void Wait(ShellState state, CommandShape shape, SourceLocation? location)
    {
        if (state.Main is { IsWait: true })
        {
            state.Waits++;
            return;
        }

        if (state.Background is null || state.Main is { Weight: CommandWeight.LongRunning })
        {
            return;
        }

        state.Waits = 1;
        state.TrapsAtWait = state.Traps;
        state.Main = new Foreground(state.Background.Value.Command, location, shape, CommandWeight.LongRunning) { IsWait = true };
    }

    private static void Trap(List<Argument> argv, ShellState state, SourceLocation? location)
    {
        int start = argv.Count > 1 && argv[1].Value == "--" ? 2 : 1;
        if (argv.Count - start < 2)
        {
            return;
        }

        var signals = new List<string>();
        for (int i = start + 1; i < argv.Count; i++)
        {
            signals.Add(argv[i].Value ?? "");
        }

        state.Traps = new(new TrapCommand(argv[start].Value, signals, location), state.Traps);
    }

    private static void SetPositional(List<Argument> argv, SimpleCommand command, ShellState state)
    {
        for (int i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value == "--")
            {
                // "$@" of an unknown list leaves it unknown.
                bool keepsUnknown = state.Positional is null && RunsArguments(command);
                state.Positional = keepsUnknown ? null : argv.GetRange(i + 1, argv.Count - i - 1);
                return;
            }

            if (argv[i].Value is ['-' or '+', .., 'o'])
            {
                // An option by its name: set -o pipefail, set -euo pipefail.
                i++;
                continue;
            }

            if (argv[i].Value is not (['-', ..] or ['+', ..]))
            {
                state.Positional = argv[i].Value is null && state.Positional is null ? null : argv.GetRange(i, argv.Count - i);
                return;
            }
        }
    }

    private static IReadOnlyList<Argument>? Shifted(List<Argument> argv, IReadOnlyList<Argument>? positional)
    {
        int count = argv.Count > 1 && int.TryParse(argv[1].Value, out int number) ? number : 1;
        return positional is null || argv.Count > 1 && argv[1].Value is null ? null : [.. positional.Skip(count)];
    }

    private void Declare(SimpleCommand command, ShellState state)
    {
        for (int i = 1; i < command.Words.Count; i++)
        {
            var word = command.Words[i];
            string? value = _text.Words.Value(word, state);
            string written = value ?? (word.Parts.Count > 0 && word.Parts[0] is LiteralPart literal ? literal.Value : "");
            int equals = written.IndexOf('=');
            if (equals > 0)
            {
                state.Set(written.Substring(0, equals), value?.Substring(equals + 1));
            }
        }
    }

    private void Assign(ShellAssignment assignment, ShellState state)
    {
        string? value = assignment.Elements is not null ? null : assignment.Value is null ? "" : _text.Words.Value(assignment.Value, state);
        if (assignment.Appends)
        {
            value = value is not null && state.TryGet(assignment.Name, out string? before) && before is not null && _input.Limit.Allows(value.Length, before.Length + value.Length) ? before + value : null;
        }

        state.Set(assignment.Name, value);
    }

    private List<ShellState> Eval(List<Argument> argv, SimpleCommand command, ShellState state, CommandShape shape, SourceLocation? location)
    {
        argv.RemoveAt(0);
        if (argv.Count == 0)
        {
            return [state];
        }

        if (argv[0].Text.TrimStart('"', '\'').StartsWith("exec ", StringComparison.Ordinal) || argv[0].Value == "exec")
        {
            Collect(state);
            Add(new ShellEnding(EndingKind.Execs, argv[0].Value == "exec" ? argv.GetRange(1, argv.Count - 1) : [new Argument(null, argv[0].Text, location)], location, "exec", TrapEffect.None) { IsExplicitExec = true });
            return [];
        }

        return Run(argv, command, state, shape | CommandShape.InEval, location);
    }

    private List<ShellState> Source(List<Argument> argv, ShellState state, CommandShape shape)
    {
        if (argv[1].Value is not { } path || _depth >= MaximumDepth || !_sourced.Add(path) || _input.FindSourced(path) is not { } text)
        {
            return [state];
        }

        var script = ShellParser.Parse(text.Content, ShellDialect.Bash);
        var outer = _text;
        _text = TextOfOrigin.Of(_input, script.Text, span => text.Locate(span));
        _depth++;
        var result = List(script.Body, [state], (shape & ~CommandShape.Last) | CommandShape.InEval);
        _depth--;
        _text = outer;
        foreach (var after in result)
        {
            after.HasReturned = false;
        }

        return result;
    }

    private List<ShellState> Call(FunctionDefinition function, SimpleCommand command, List<Argument> argv, ShellState state, CommandShape shape)
    {
        if (_depth >= MaximumDepth)
        {
            _isPartial = true;
            return [state];
        }

        var positional = state.Positional;
        bool passesUnknown = positional is null && RunsArguments(command);
        state.Positional = passesUnknown ? null : argv.GetRange(1, argv.Count - 1);
        var outer = _text;
        _text = _functionOrigins[function.Name];
        _depth++;
        var result = Command(function.Body, [state], shape | CommandShape.InFunction);
        _depth--;
        _text = outer;
        foreach (var after in result)
        {
            after.Positional = positional;
            after.HasReturned = false;
        }

        return result;
    }

    private static bool RunsArguments(SimpleCommand command)
    {
        for (int i = 0; i < command.Words.Count; i++)
        {
            if (command.Words[i].IsAllArguments)
            {
                return true;
            }
        }

        return false;
    }
}
