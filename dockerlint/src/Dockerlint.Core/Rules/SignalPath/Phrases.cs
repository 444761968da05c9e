using Dockerlint.Containers;
using Dockerlint.GraceBudget;
using Dockerlint.Images;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>Parts of messages that several rules share.</summary>
internal static class Phrases
{
    /// <summary>What the end of the grace looks like from outside: <c>killed after the grace period (60 s, exit 137)</c>.</summary>
    public static string KilledAfterGrace(Stop stop) => stop.Budget.Grace switch
    {
        { Seconds: double.PositiveInfinity } => "never ended: the platform waits for ever",
        { Seconds: { } seconds, IsDefault: var isDefault } =>
            $"killed after the grace period ({BudgetSentence.Seconds(seconds)}{(isDefault ? " by default" : "")}, exit 137)",
        _ => "killed at the end of the grace period (exit 137)",
    };

    /// <summary>What becomes of a program behind a shell that does not tell it, as its subject's predicate.</summary>
    public static string LostBehind(Hop shell, Stop stop) => stop.Route.Verdict == Verdict.KilledAfterGrace
        ? $"{shell.Program} stays PID 1 and does not pass {stop.Container.StopSignal.Shown} on, so {stop.Route.Application!.Program} never learns "
            + $"of the stop and is {KilledAfterGrace(stop)}"
        : stop.StoppedByHook is not null
            ? $"{shell.Program} stays in front and does not pass {stop.Container.StopSignal.Shown} on, so {stop.Route.Application!.Program} "
                + "is told by its preStop alone"
        : $"{shell.Program} stays in front and dies of {stop.Container.StopSignal.Shown}, and {KilledUntold(stop.Route.Application!)}";

    /// <summary>How a shell is kept while its program runs in the background.</summary>
    public static string Waits(ShellEnding ending, string program) => ending.Keeper is { } keeper
        ? $"keeps {keeper} in front while {program} runs in the background," : $"waits for {program}";

    /// <summary>The program's end with what stands in front of it, as far as its handler is known.</summary>
    public static string KilledUntold(Hop program) => program.Handles == HandlesSignal.DefaultAction
        ? $"{program.Program}, which has no handler, is killed with the container" : $"{program.Program} is killed with the container before a "
            + "handler of its own has run";

    /// <summary>What becomes of a shell whose text is a loop, and what to write instead.</summary>
    public static string LoopsForEver(Stop stop)
    {
        var signal = stop.Container.StopSignal.Name ?? "the stop signal";
        return $"loops for ever as PID 1 without a trap: the kernel drops {signal}, so a stop takes the whole grace and ends in SIGKILL (exit 137); "
            + $"put trap 'exit 0' {signal.Replace("SIG", "")} in front, and wait in the background: sleep 10 & wait $!";
    }

    /// <summary>In brackets at the message's end; empty where the claim needs none.</summary>
    public static string Assuming(string? assumption) => assumption is null ? "" : $" ({assumption})";

    public static string ShellName(Hop shell, Stop stop) => shell.Program != "sh" ? shell.Program : SystemShell.Of(stop.Container) switch
    {
        ShellKind.Ash => "busybox ash",
        ShellKind.Bash => "bash",
        _ => "this shell",
    };

    /// <summary>How the program at this place gets to replace its shell; one that only keeps the container alive gains nothing by that.</summary>
    public static string HowToExec(ShellEnding ending, Stop stop) => ending.Kind == EndingKind.WaitsForBackground
        ? "exec the program, or trap the signal, pass it on and wait again"
        : HowToExec(ending.Shape, stop);

    /// <summary>Behind an advice to exec: a script that comes to be PID 1 and loops there keeps the stop as slow as it is.</summary>
    public static string AndTrap(Hop front, Stop stop) => stop.Route.Application is { Program: var loop } last && last != front
        && ShellHops.IsUntrappedLoop(last) ? $", and trap the signal in {loop}, which loops for ever" : "";

    private static string HowToExec(CommandShape shape, Stop stop)
    {
        if (stop.Route.Application is { Kind: HopKind.Idle })
        {
            return stop.Container.Platform.HowToAddInit;
        }

        if ((shape & CommandShape.EndsPipeline) != 0)
        {
            return "give it its input without a pipeline (exec it with a redirection or a file), or trap the signal and pass it on";
        }

        if ((shape & CommandShape.InPipeline) != 0)
        {
            return "start it outside the pipeline with exec, and let it log to standard output";
        }

        if ((shape & CommandShape.InLoop) != 0)
        {
            return "trap the signal and leave the loop, or move the loop into the program and exec it";
        }

        return (shape & CommandShape.Last) != 0 ? "write exec in front of it" : "start it with exec, as the last command";
    }
}
