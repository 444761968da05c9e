using Dockerlint.Images;
using Dockerlint.Programs;
using Dockerlint.Shell;

namespace Dockerlint.SignalPath.Shells;

/// <summary>Jobs in the background: who <c>$!</c> is, and what is ignored when it starts.</summary>
public sealed partial class ShellReader
{
    /// <summary>Each wait looks through all jobs; nobody starts so many.</summary>
    private const int MaximumJobs = 1000;

    private int _jobs;

    private void StartInBackground(ShellCommand command, ShellState state)
    {
        _steps += ++_jobs > MaximumJobs ? MaximumSteps : 0;
        var location = _text.Locate(command.Span);
        var inner = state.Copy();
        inner.Main = null;
        inner.Jobs = null;
        inner.Stop = null;
        inner.IsSubshell = true;
        var after = command is SimpleCommand { Words.Count: 0 } ? [inner] : Command(command, [inner], CommandShape.InSubshell | CommandShape.Last);
        Foreground? main = null;
        var weight = CommandWeight.Step;
        foreach (var way in after)
        {
            main ??= way.Main;
            weight = way.Main is { } found && found.Weight > weight ? found.Weight : weight;
        }

        var argv = main?.Command;
        if (argv is null && command is SimpleCommand simple)
        {
            argv = _text.Words.Expand(simple.Words, 0, state);
        }

        if (argv is { Count: > 0 } && argv[0].Value is { } program && ProgramName.Of(program) is "sleep" && !CommandWeights.IsIdle("sleep", argv))
        {
            // "sleep 5 & wait $!": a pause that a trap can interrupt.
            argv = null;
        }

        // POSIX 2.11. bash does so for itself, and gives what a subshell of its starts the dispositions that it had itself (measured).
        List<string> inFront = ["SIGINT", "SIGQUIT", .. TrapActions.Ignored(state.Traps)];
        var isPlain = command is SimpleCommand { Words.Count: > 0, Name: var called }
                && (called is null || _functions?.ContainsKey(called) != true && called != "eval")
            || command is PipelineCommand;
        var ignored = _input.Shell == ShellKind.Bash && !isPlain ? TrapActions.Ignored(state.Traps) : inFront;
        state.Jobs = new(
            new Job(++_ids, new StartedProcess(argv ?? [], location, weight) { Folder = main is null ? state.Folder : main.Folder })
            {
                IsReached = main is null || IsReached(command, main), IsPipeline = command is PipelineCommand { Commands.Count: > 1 },
                IsInOwnGroup = argv is not null && LeavesGroup(argv), Ignored = ignored, IgnoredInFront = inFront,
            },
            state.Jobs);
        state.Set("!", ProcessToken.Of(_ids));
    }

    /// <summary>
    /// Whether the subshell of a background job becomes the program, so that <c>$!</c> is the program's own. Measured on dash, bash and busybox
    /// ash (BackgroundJobTests): bash does so for a simple command or a list in parentheses, the others also for groups and lists.
    /// </summary>
    private bool IsReached(ShellCommand command, Foreground main)
    {
        var shape = main.Shape;
        if ((shape & CommandShape.InPipeline) != 0 && (shape & CommandShape.EndsPipeline) == 0)
        {
            return false;
        }

        if (main.IsExec)
        {
            return true;
        }

        const CommandShape Keeps = CommandShape.InLoop | CommandShape.InFunction | CommandShape.InEval;
        if ((shape & CommandShape.Last) == 0 || (shape & Keeps) != 0)
        {
            return false;
        }

        return _input.Shell == ShellKind.Bash
            ? command is SimpleCommand or SubshellCommand or PipelineCommand
            : (shape & CommandShape.Negated) == 0;
    }
}
