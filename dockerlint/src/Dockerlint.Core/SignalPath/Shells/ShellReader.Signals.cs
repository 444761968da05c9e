using System.Globalization;
using Dockerlint.Programs;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

/// <summary><c>kill</c> and <c>wait</c>: who is told, and who is waited for.</summary>
public sealed partial class ShellReader
{
    private List<ShellState> Kill(List<Argument> argv, ShellState state, CommandShape shape)
    {
        var (signal, targets) = KillOperands(argv);
        var hasPrefix = argv.Skip(1).Take(2).Any(static word => word.Value?.TrimStart('-').StartsWith("SIG", StringComparison.Ordinal) == true);
        if (_input.Shell == Images.ShellKind.Dash && hasPrefix)
        {
            // dash's kill knows TERM, not SIGTERM (measured, 0.5.12).
            state.Status = false;
            return EndsOnError(state, shape) ? [] : [state];
        }

        if (state.Stop is null)
        {
            ForgetStopped(signal, targets, state);
            state.Status = null;
            return [state];
        }

        var isAnybodyThere = false;
        var tellsItself = false;
        foreach (var target in targets)
        {
            if (target.Value is "0" or "-1" || target.Value is { } own && (own == "-" + ProcessToken.Shell || own == "-1"))
            {
                TellGroup(state, signal);
                isAnybodyThere = true;
                tellsItself |= target.Value != "-1";
                continue;
            }

            if (target.Value == ProcessToken.Shell || target.Value == "1" && _input.Stop!.IsPid1)
            {
                isAnybodyThere = true;
                tellsItself = true;
                continue;
            }

            // Of a pipeline $! is the last part, and jobs -p names the first (measured: bash, busybox ash).
            var isFirstPart = _input.Shell != Images.ShellKind.Dash && target.Value is null && target.Text.Contains("jobs");
            foreach (var job in JobsOf(target, state))
            {
                isAnybodyThere |= state.Stop.Of(job) is { IsGone: false, IsTailGone: false };
                Tell(state, job, signal, isFirstPart && job.IsPipeline ? Reach.Group : Reach.Job);
            }
        }

        state.Status = isAnybodyThere;
        if (!tellsItself || signal is "0" || state.Stop is null)
        {
            return EndsOnError(state, shape) ? [] : [state];
        }

        return DispositionOf(signal, state) switch
        {
            Disposition.Dies => Die(state),
            Disposition.DiesLater => DieOfInterrupt(state),
            Disposition.Trapped => RunTrap(state, TrapActions.Find(state.Traps, signal)!),
            _ => [state],
        };
    }

    /// <summary>pkill and killall: by name, or all that there is when the name says nothing.</summary>
    private List<ShellState> KillByName(List<Argument> argv, ShellState state, CommandShape shape)
    {
        var (signal, targets) = KillOperands(argv);
        if (state.Stop is null)
        {
            ForgetStopped(signal, [], state);
            return [state];
        }

        var all = Chain<Job>.ToList(state.Jobs);
        var isFull = argv.Exists(static word => word.Value is "-f" or "--full");
        var named = all.FindAll(job => targets.Exists(target => target.Value is { } name && IsNamed(job.Process, name, isFull)));
        foreach (var job in named.Count > 0 ? named : all)
        {
            Tell(state, job, signal, named.Count > 0 ? Reach.Program : Reach.Job);
        }

        state.Status = null;
        return EndsOnError(state, shape) ? [] : [state];
    }

    /// <summary><c>pkill -f</c> looks at the whole command line; of its patterns <c>.*</c> is read.</summary>
    private static bool IsNamed(StartedProcess process, string name, bool isFull)
    {
        if (!isFull)
        {
            return process.Program.StartsWith(name, StringComparison.Ordinal);
        }

        var line = string.Join(" ", process.Command.Select(static word => word.Value ?? word.Text));
        var from = 0;
        foreach (var piece in name.Split([".*"], StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf(piece, from, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            from = at + piece.Length;
        }

        return from > 0;
    }

    /// <summary>What was started is stopped again: a temporary server during initialisation.</summary>
    private void ForgetStopped(string signal, List<Argument> targets, ShellState state)
    {
        if (signal is "0" or "SIGHUP" or "SIGUSR1" or "SIGUSR2" || state.Main is { IsWait: true })
        {
            return;
        }

        var stopped = targets.Count == 0 ? Chain<Job>.ToList(state.Jobs) : targets.SelectMany(target => JobsOf(target, state)).ToList();
        Chain<Job>? left = null;
        foreach (var job in Chain<Job>.ToList(state.Jobs))
        {
            left = stopped.Exists(other => other.Id == job.Id) ? left : new(job, left);
        }

        state.Jobs = left;
    }

    private static (string Signal, List<Argument> Targets) KillOperands(List<Argument> argv)
    {
        var signal = "SIGTERM";
        var i = 1;
        for (; i < argv.Count && argv[i].Value is ['-', _, ..] option; i++)
        {
            if (option == "--")
            {
                i++;
                break;
            }

            if (option is "-s" or "-n" or "--signal")
            {
                i++;
                signal = i < argv.Count ? Named(argv[i].Value ?? "") : signal;
            }
            else if (Named(option.Substring(1)) is { Length: > 0 } named && i == 1)
            {
                signal = named;
            }
            else if (!option.StartsWith("-P", StringComparison.Ordinal) && option is not ("-f" or "-x" or "-q" or "-e"))
            {
                break;
            }
        }

        return (signal, argv.GetRange(Math.Min(i, argv.Count), Math.Max(0, argv.Count - i)));

        static string Named(string text) => text == "0" ? "0" : Signals.Canonical(text) ?? "";
    }

    /// <summary>An operand that is not known, such as <c>$(cat pid)</c>, is taken for the main process.</summary>
    private List<Job> JobsOf(Argument target, ShellState state)
    {
        if (target.Value is { } value)
        {
            return Chain<Job>.ToList(state.Jobs).FindAll(job => value == ProcessToken.Of(job.Id) || value == "-" + ProcessToken.Of(job.Id));
        }

        // dash forgets its jobs in the subshell of $(jobs -p) (measured).
        return target.Text.Contains("jobs") && _input.Shell == Images.ShellKind.Dash ? []
            : target.Text.Contains("jobs") || target.Text.Contains("pgrep") ? Chain<Job>.ToList(state.Jobs).FindAll(static job => !job.IsDaemon)
            : state.Stop is { } run ? [run.Main]
            : MainJob(state) is { } main ? [main] : [];
    }

    private void TellGroup(ShellState state, string signal)
    {
        var main = state.Stop!.Main;
        Tell(state, main, signal, Reach.Group);
        foreach (var job in Chain<Job>.ToList(state.Jobs))
        {
            if (job.Id != main.Id)
            {
                Tell(state, job, signal, Reach.Group);
            }
        }
    }

    /// <summary>Whom a signal finds.</summary>
    private enum Reach
    {
        /// <summary>What <c>$!</c> stands for.</summary>
        Job,

        /// <summary>The program itself, whatever stands in front of it or behind it: found by its name.</summary>
        Program,

        /// <summary>All of the shell's process group.</summary>
        Group,
    }

    private void Tell(ShellState state, Job job, string signal, Reach reach)
    {
        var run = state.Stop!;
        var before = run.Of(job);
        if (signal is "0" or "" || reach == Reach.Group && job.IsInOwnGroup || reach != Reach.Group && before.IsGone)
        {
            return;
        }

        var isSubshellGone = reach != Reach.Program && !job.IsReached && !IsIn(job.IgnoredInFront, signal)
            && !SignalDefaults.IsHarmless(signal);
        if (reach == Reach.Job && !job.IsReached)
        {
            state.Stop = run.With(job, before with { IsGone = isSubshellGone && !job.IsPipeline, IsTailGone = isSubshellGone });
            return;
        }

        var isOver = before.Fate is JobFate.Drained or JobFate.Ended or JobFate.Lost;
        if (isOver)
        {
            return;
        }

        var reaction = signal == "SIGKILL" ? new Reaction(ReactionKind.Quits, $"{job.Process.Program} is killed") : ReactionOf(job, signal);
        var fate = reaction.Kind switch
        {
            ReactionKind.Stays => before.Fate,
            ReactionKind.Ends => before.Fate == JobFate.Drains ? JobFate.Lost : JobFate.Ended,
            ReactionKind.Quits => JobFate.Lost,
            _ => JobFate.Drains,
        };
        var isGone = before.IsGone || isSubshellGone && !job.IsPipeline
            || (job.IsReached || job.IsPipeline || reach == Reach.Program) && fate is JobFate.Ended or JobFate.Lost;
        state.Stop = run.With(job, new JobProgress(fate, isGone, before.IsUnknown || reaction.Kind == ReactionKind.Unknown, signal, reaction.Reason)
        {
            IsTailGone = before.IsTailGone || job.IsPipeline && isSubshellGone,
        });
    }

    /// <summary>A loop is the subshell itself, with what that ignores.</summary>
    private Reaction ReactionOf(Job job, string signal) => job.Process.Command.Count == 0
        ? new Reaction(SignalDefaults.IsHarmless(signal) || IsIn(job.Ignored, signal) || IsIn(job.IgnoredInFront, signal)
            ? ReactionKind.Stays : ReactionKind.Ends, "it has no handler")
        : _input.Stop!.React(job.Process, signal, job.Ignored);

    private List<ShellState> Wait(List<Argument> argv, ShellState state, CommandShape shape, SourceLocation? location)
    {
        var isAny = false;
        var i = 1;
        for (; i < argv.Count && argv[i].Value is ['-', _] option; i++)
        {
            isAny |= option == "-n";
        }

        var waitsForAll = i >= argv.Count;
        var awaited = waitsForAll
            ? Chain<Job>.ToList(state.Jobs).FindAll(static job => !job.IsDaemon)
            : argv.Skip(i).SelectMany(target => JobsOf(target, state)).Where(static job => !job.IsDaemon).ToList();
        if (state.Stop is not null)
        {
            var isOver = isAny && awaited.Exists(job => state.Stop.Of(job) is { IsGone: true } or { Fate: JobFate.Drains });
            if (isOver)
            {
                return [state];
            }

            // busybox ash as PID 1 inherits what a killed subshell leaves behind, and waits for that too; a loop leaves a step, which ends.
            var hasOrphan = waitsForAll && _input.Shell == Images.ShellKind.Ash && _input.Stop!.IsPid1
                && awaited.Exists(job => !job.IsReached && job.Process.Command.Count > 0
                    && state.Stop.Of(job) is { IsGone: true, Fate: JobFate.Untold });
            if (hasOrphan || !Await(state, awaited))
            {
                return Stay(state);
            }

            state.Status = waitsForAll ? true : awaited.Count == 0 ? false : state.Status;
            return EndsOnError(state, shape) ? [] : [state];
        }

        state.Status = null;
        if (awaited.Count > 0 && (shape & CommandShape.InLoop) == 0 && awaited.TrueForAll(IsOverByItself))
        {
            Forget(awaited, state);
            return [state];
        }

        if (awaited.Count > 0 && awaited.TrueForAll(static job => Job.IsIdle(job.Process.Command)))
        {
            TakeForDaemon(state);
            // tail -F log & wait $!: what has run in front before has ended, or put itself into the background.
            state.Main = !waitsForAll && state.Main is { Weight: CommandWeight.Unknown, IsWait: false, IsLoop: false } ? null : state.Main;
        }

        // A wait for helpers comes after the program that has been in front; a pause in a loop is where the loop spends its time.
        // "${command[@]}" in front is what the container is for, rather than a script of unknown length beside it; "$TOOL" init in front of
        // "$TOOL" apply & is a step.
        var isForHelpers = state.Main is { Weight: CommandWeight.Unknown } front && (MainJob(state) is not { IsApplication: true } application
                || front.Command is [{ Value: null } command, ..] && application.Process.Weight is CommandWeight.Unknown
                    && command.Text != application.Process.Command[0].Text)
            && ((shape & CommandShape.InLoop) == 0 || awaited.Exists(static job => job.Process.Command.Count > 0));
        if (awaited.Count == 0 || isForHelpers || !IsStartedAnew(state.Main, awaited)
            && state.Main is { IsWait: true } or { Weight: CommandWeight.LongRunning })
        {
            return [state];
        }

        return WaitHere(state, awaited, Waiting.Interruptibly, shape, location);
    }

    /// <summary><c>sleep 1 &amp; wait $!</c>, <c>true &amp; wait</c>: a step, in the background.</summary>
    private static bool IsOverByItself(Job job) => job.Process.Weight == CommandWeight.Step && !Job.IsIdle(job.Process.Command);

    /// <summary>The program that was waited for before is started once more: its first run was a step.</summary>
    private static bool IsStartedAnew(Foreground? main, List<Job> awaited) =>
        main is { IsWait: true, Keeper: null, Command: [{ Location: { } place }, ..] } && awaited.Count > 0
        && awaited.TrueForAll(job => job.Id > main.Id && job.Process.Command is [{ Location: { } started }, ..] && started == place);

    private static void Forget(List<Job> gone, ShellState state)
    {
        var left = Chain<Job>.ToList(state.Jobs).FindAll(job => !gone.Contains(job));
        state.Jobs = null;
        left.ForEach(job => state.Jobs = new(job, state.Jobs));
    }

    /// <summary>The shell is in front of its background processes from here on.</summary>
    private List<ShellState> WaitHere(ShellState state, List<Job> awaited, Waiting waiting, CommandShape shape, SourceLocation? location)
    {
        var main = MainJob(state) is { IsApplication: true } application ? application : awaited.Count > 0 ? awaited[awaited.Count - 1]
            : MainJob(state)!;
        // sleep 5 & wait $!: a pause that a trap can interrupt; what runs is the loop.
        var isPause = (shape & CommandShape.InLoop) != 0 && main.Process.Weight is CommandWeight.Step;
        main = isPause ? new Job(++_ids, new StartedProcess([], location, CommandWeight.LongRunning)) : main;
        state.Main = new Foreground(main.Process.Command, location, shape, CommandWeight.LongRunning)
        {
            IsWait = !isPause, IsLoop = isPause, Id = ++_ids, Folder = main.Process.Folder,
        };
        var stopping = Arrive(state, state.Main, main, waiting, awaited, shape);
        stopping.Insert(0, state);
        return stopping;
    }

    /// <summary>False where one of them never ends.</summary>
    private static bool Await(ShellState state, IReadOnlyList<Job> awaited)
    {
        foreach (var job in awaited)
        {
            var progress = state.Stop!.Of(job);
            if (progress.IsGone)
            {
                state.Status = progress.Fate switch { JobFate.Drained => true, JobFate.Lost => null, _ => false };
                continue;
            }

            if (progress.Fate is not (JobFate.Drains or JobFate.Drained or JobFate.Ended or JobFate.Lost))
            {
                return false;
            }

            var drains = progress.Fate is JobFate.Drains or JobFate.Drained;
            state.Stop = state.Stop.With(job, progress with { Fate = drains ? JobFate.Drained : progress.Fate, IsGone = true });
            state.Status = drains ? true : progress.Fate == JobFate.Lost ? null : false;
        }

        return true;
    }

    /// <summary>Whatever drains has drained: so much time has passed.</summary>
    private static void LetTimePass(ShellState state)
    {
        foreach (var job in Chain<Job>.ToList(state.Jobs))
        {
            var progress = state.Stop!.Of(job);
            if (progress.Fate == JobFate.Drains)
            {
                state.Stop = state.Stop.With(job, progress with { Fate = JobFate.Drained, IsGone = true });
            }
        }
    }

    /// <summary>True when <c>set -e</c> has ended the shell here.</summary>
    private bool EndsOnError(ShellState state, CommandShape shape)
    {
        if (state.Stop is null || state.Status != false || !state.ExitsOnError || (shape & CommandShape.Tested) != 0)
        {
            return false;
        }

        Leave(state);
        return true;
    }

    /// <summary>What the container is for, among what runs in the background: the last one that is no placeholder.</summary>
    private static Job? MainJob(ShellState state)
    {
        Job? best = null;
        for (var link = state.Jobs; link is not null; link = link.Before)
        {
            if (best is null || link.Value.IsApplication && !best.IsApplication)
            {
                best = link.Value;
            }
        }

        return best;
    }
}

/// <summary>Stands for a process id in a variable's value.</summary>
internal static class ProcessToken
{
    private const char Open = '\uE000', Close = '\uE001';

    public static readonly string Shell = Of(0);

    public static string Of(int id) => Open + id.ToString(CultureInfo.InvariantCulture) + Close;

    public static bool IsIn(string text) => text.IndexOf(Open) >= 0;
}
