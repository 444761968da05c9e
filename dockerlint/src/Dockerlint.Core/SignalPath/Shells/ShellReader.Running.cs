using Dockerlint.Programs;
using Dockerlint.Programs.Launchers;
using Dockerlint.Shell;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

/// <summary>Programs that the shell runs: which one is in front, and what keeps the container alive for it.</summary>
public sealed partial class ShellReader
{
    private List<ShellState> Exec(List<Argument> argv, SimpleCommand command, ShellState state, CommandShape shape, SourceLocation? location)
    {
        var start = 1;
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
            // exec with redirections alone; or exec "$@" with nothing given, where that is what the script is for.
            return command.Words.Count > 1 && state is { Positional.Count: 0, Main: null } ? [] : [state];
        }

        var target = argv.GetRange(start, argv.Count - start);
        if ((shape & (CommandShape.InSubshell | CommandShape.InPipeline)) != 0)
        {
            return RunInForeground(target, state, shape, location,
                CommandWeights.Of(target) is CommandWeight.Step ? CommandWeight.Unknown : CommandWeights.Of(target), RunsArgumentsOfScript(command),
                isExec: true);
        }

        if (state.Stop is { } run)
        {
            return run.TrapDepth > 0 ? LeaveByExec(target, state) : Stay(state);
        }

        // An exec that follows it, whatever the branch, shows that the command before it ends: haproxy -c -f …
        const CommandShape Conditional = CommandShape.InBranch | CommandShape.InLoop | CommandShape.InFunction;
        if (state.Main is { Weight: CommandWeight.LongRunning } main && (main.IsWait || main.IsLoop || (main.Shape & Conditional) != 0))
        {
            return [state];
        }

        if (Job.IsIdle(target) && MainJob(state) is { IsApplication: true } && !state.IsSubshell)
        {
            return Keep(target, state, shape, location, isReplaced: true);
        }

        Collect(state);
        Add(new ShellEnding(EndingKind.Execs, target, location, "exec")
        {
            IsExplicitExec = true, Shape = shape, RunsArguments = RunsArgumentsOfScript(command), Ignored = TrapActions.Ignored(state.Traps),
            Folder = state.Folder,
            LostTrap = _input.Stop?.Signal is { } signal && TrapActions.Find(state.Traps, signal) is { Action: not "" } lost ? lost : null,
        });
        return [];
    }

    /// <summary><c>trap 'exec backup' TERM</c>: the shell becomes that command, and ends with it.</summary>
    private List<ShellState> LeaveByExec(List<Argument> target, ShellState state)
    {
        switch (CommandWeights.Of(target))
        {
            case CommandWeight.LongRunning:
                return Stay(state);
            case CommandWeight.Step:
                Conclude(state);
                return [];
            default:
                Finish(state, Verdict.Unknown, $"the trap of {ShellName} becomes {ProgramName.Of(target[0].Text)}, and what that does is not known");
                return [];
        }
    }

    private List<ShellState> Run(List<Argument> argv, SimpleCommand command, ShellState state, CommandShape shape, SourceLocation? location)
    {
        if (KillBehind(argv) is { } kill)
        {
            return Kill(kill, state, shape);
        }

        StopBy(argv, state);
        var runsArguments = StartsArguments(command, argv);
        var weight = runsArguments && state.Positional is null ? CommandWeight.Unknown : CommandWeights.Of(argv);
        weight = weight == CommandWeight.LongRunning && IsScriptAtHand(argv) ? CommandWeight.Unknown
            : argv[0].Value is null && IsOneOfTheFunctions(argv[0].Text) ? CommandWeight.Step : weight;
        var isOfPeriodicLoop = _periodicLoops > 0 && !runsArguments && (weight is CommandWeight.Unknown || argv[0].Value is "sleep");
        var isAsked = (shape & CommandShape.InCondition) != 0 && weight is CommandWeight.Unknown && !runsArguments;
        var isOfAnItem = weight is CommandWeight.Unknown && !runsArguments && IsOfAnItem(command);
        switch (isOfPeriodicLoop || isAsked || isOfAnItem ? CommandWeight.Step : weight)
        {
            case CommandWeight.Step:
                if (argv[0].Value is { } step && IsSlow(step) && (shape & CommandShape.Last) == 0)
                {
                    state.SlowStep ??= location;
                }

                return IsLongPause(argv) && state.Stop is null && state.Main is null && MainJob(state) is { IsApplication: true }
                    ? Keep(argv, state, shape, location, isReplaced: false)
                    : [state];
            case CommandWeight.Daemon when KeepsContainer(argv, state, shape):
                return RunInForeground(argv, state, shape, location, CommandWeight.LongRunning, runsArguments, isExec: false);
            case CommandWeight.Daemon:
                // What has started it has returned.
                var daemon = new StartedProcess(CommandWeights.Behind(argv), location, weight);
                state.Jobs = new(new Job(++_ids, daemon) { IsDaemon = true, IsInOwnGroup = true }, state.Jobs);
                return [state];
            default:
                return RunInForeground(argv, state, shape, location, weight, runsArguments, isExec: false);
        }
    }

    /// <summary>Last, and nothing else runs: as a daemon it would end the container, so its configuration keeps it in front.</summary>
    private static bool KeepsContainer(List<Argument> argv, ShellState state, CommandShape shape) => (shape & CommandShape.Last) != 0
        && state is { Jobs: null, Main: null, IsSubshell: false } && CommandWeights.Behind(argv) is [{ Value: { } path }, ..]
        && ProgramCatalog.Find(ProgramName.Of(path)) is { ConfigurationMayKeepInFront: true };

    /// <summary><c>/opt/setup/apache2</c>, a script that is called as a server is: its text says what it does.</summary>
    private bool IsScriptAtHand(List<Argument> argv) => argv[0].Value is { } path && path.Contains('/')
        && _input.FindSourced(path)?.Content.StartsWith("#!", StringComparison.Ordinal) == true;

    /// <summary><c>create_schema_$database</c>, where functions are called so: which one is not known, a program it is not.</summary>
    private bool IsOneOfTheFunctions(string written)
    {
        var variable = written.IndexOf('$');
        return variable > 1 && _functions?.Keys.Any(name => string.CompareOrdinal(name, 0, written, 0, variable) == 0) == true;
    }

    /// <summary><c>"$@"</c>, also behind wrappers (<c>gosu app "$@"</c>); not the arguments of a program that is written down.</summary>
    private bool StartsArguments(SimpleCommand command, List<Argument> argv)
    {
        if (!RunsArgumentsOfScript(command))
        {
            return false;
        }

        for (var at = 0; at < command.Words.Count && at < argv.Count;)
        {
            if (command.Words[at].IsAllArguments || argv[at].Value is not { } path)
            {
                return true;
            }

            var rest = argv.GetRange(at, argv.Count - at);
            var name = ProgramName.Of(path);
            if ((Inits.Find(name, rest) ?? Wrappers.Find(name, rest) ?? Wrappers.FindUserSwitch(name, rest)) is not { Next: > 0 and var next })
            {
                return false;
            }

            at += next;
        }

        return true;
    }

    private List<ShellState> RunInForeground(List<Argument> argv, ShellState state, CommandShape shape, SourceLocation? location,
        CommandWeight weight, bool runsArguments, bool isExec)
    {
        if (state.Stop is { } run)
        {
            // The loop around it starts it anew; another program of unknown length is taken for a step.
            var isSame = run.Block.Command.Count == argv.Count && argv.Count > 0 && Equals(run.Block.Location, location);
            return weight is CommandWeight.LongRunning or CommandWeight.Interactive || isSame ? Stay(state) : [state];
        }

        if (state.Main is { Weight: CommandWeight.LongRunning })
        {
            return [state];
        }

        if (Job.IsIdle(argv))
        {
            TakeForDaemon(state);
            if (MainJob(state) is { IsApplication: true } && !state.IsSubshell)
            {
                return Keep(argv, state, shape, location, isReplaced: false);
            }
        }

        if (state.Main is { } earlier && earlier.Weight == CommandWeight.Unknown)
        {
            state.SlowStep ??= earlier.Location;
        }

        state.Main = Place(new Foreground(argv, location, Shape(shape, state), weight)
        {
            RunsArguments = runsArguments, IsExec = isExec, Folder = state.Folder, Ignored = TrapActions.Ignored(state.Traps),
        });
        if (weight == CommandWeight.Interactive || TailCall.ReplacesItself(_input.Shell, state.Main.Shape, _input.IsBashOld) == true)
        {
            return [state];
        }

        var job = new Job(++_ids, new StartedProcess(argv, location, weight) { Folder = state.Folder }) { IsInOwnGroup = LeavesGroup(argv),
            Ignored = state.Main.Ignored };
        var stopping = Arrive(state, state.Main, job, Waiting.InForeground, [job], shape);
        stopping.Insert(0, state);
        return stopping;
    }

    /// <summary>Ways that reach the same command alike are the same way from there on.</summary>
    private Foreground Place(Foreground main)
    {
        var location = main.Location ?? default;
        var places = _firstForegrounds;
        var isFirst = places is null || _firstPlace == location;
        if (!isFirst)
        {
            (_foregrounds ??= []).TryGetValue(location, out places);
        }

        for (var link = places; link is not null; link = link.Before)
        {
            if (link.Value.CallSite == _callSite && link.Value.Main.IsSameAs(main))
            {
                return link.Value.Main;
            }
        }

        var place = main with { Id = ++_ids };
        if (isFirst)
        {
            (_firstPlace, _firstForegrounds) = (location, new((_callSite, place), places));
        }
        else
        {
            _foregrounds![location] = new((_callSite, place), places);
        }

        return place;
    }

    /// <summary>What was told to start, with a placeholder behind it that keeps the container alive, is in the background.</summary>
    private void TakeForDaemon(ShellState state)
    {
        if (state.Stop is null && state.Main is { Weight: CommandWeight.Unknown, IsWait: false, IsLoop: false } main
            && main.Command.Any(static word => word.Value is "start" or "restart"))
        {
            var daemon = new StartedProcess(main.Command, main.Location, CommandWeight.Daemon) { Folder = main.Folder };
            state.Jobs = new(new Job(++_ids, daemon) { IsDaemon = true, IsInOwnGroup = true }, state.Jobs);
            state.Main = null;
        }
    }

    /// <summary>A placeholder in front keeps the container alive for what runs in the background.</summary>
    private List<ShellState> Keep(List<Argument> keeper, ShellState state, CommandShape shape, SourceLocation? location, bool isReplaced)
    {
        var main = MainJob(state)!;
        var weight = Job.IsIdle(keeper) ? CommandWeight.LongRunning : CommandWeight.Unknown;
        var ignored = TrapActions.Ignored(state.Traps);
        if (!isReplaced && TailCall.ReplacesItself(_input.Shell, Shape(shape, state), _input.IsBashOld) == true)
        {
            isReplaced = true;
            ignored = [.. ignored, .. IgnoredByTailCall()];
        }

        state.Main = new Foreground(main.Process.Command, location, shape, weight)
        {
            IsWait = true, Id = ++_ids, IsReplaced = isReplaced, Folder = main.Process.Folder, Keeper = ProgramName.Of(keeper[0].Text),
            Ignored = ignored,
        };
        var job = new Job(++_ids, new StartedProcess([], location, weight)) { Ignored = ignored };
        var before = state.Jobs;
        state.Jobs = new(job, before);
        var stopping = Arrive(state, state.Main, main, Waiting.InForeground, [job], shape);
        state.Jobs = before;
        stopping.Insert(0, state);
        return stopping;
    }

    /// <summary>A later program shows that an earlier one of unknown length was a step: no stop waits there.</summary>
    private static void DropStopsOfSteps(List<ShellState> states)
    {
        if (states.Find(static state => state.Stop is null && state.Main is not null) is not { Main.Id: var id })
        {
            return;
        }

        for (var i = states.Count - 1; i >= 0; i--)
        {
            if (states[i].Stop is { Block.Weight: CommandWeight.Unknown } run && run.Block.Id != id)
            {
                states.RemoveAt(i);
            }
        }
    }

    private static CommandShape Shape(CommandShape shape, ShellState state)
    {
        shape |= TrapActions.ShapeAfter(state);
        return state.Jobs is not null ? shape | CommandShape.AfterBackground : shape;
    }

    private static bool LeavesGroup(IReadOnlyList<Argument> argv) =>
        argv.Count > 0 && argv[0].Value is { } program && ProgramName.Of(program) is "setsid" or "timeout";

    /// <summary><c>sleep 1000</c>: long against any grace.</summary>
    private static bool IsLongPause(List<Argument> argv) =>
        argv.Count == 2 && argv[0].Value is { } program && ProgramName.Of(program) == "sleep" && int.TryParse(argv[1].Value, out var seconds)
            && seconds >= 60;

    private static bool IsSlow(string program) =>
        ProgramName.Of(program) is "wait-for-it" or "wait-for-it.sh" or "wait-for" or "dockerize" or "npm" or "yarn" or "pnpm" or "dotnet" or "python"
            or "python3" or "alembic" or "flyway" or "liquibase" or "sleep" or "bundle" or "php";
}
