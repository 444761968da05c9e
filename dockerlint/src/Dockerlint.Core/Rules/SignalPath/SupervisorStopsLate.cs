using Dockerlint.Compose;
using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2019: supervisord gives its programs the wrong time, or its signal to the wrong process.</summary>
public sealed class SupervisorStopsLate() : StopRule(new RuleInfo(
    "STOP2019", "SupervisorStopsLate", Severity.Warning,
    "supervisord signals a shell instead of the program, or waits as long as the platform does."))
{
    private const double DefaultStopWait = 10;

    /// <summary>Commands of the scripts of all programs together.</summary>
    private const int MaximumSteps = 5_000;

    public override void Check(Stop stop, Report report)
    {
        if (stop.Container.IsDevelopment || stop.Route.Application is not
            { Kind: HopKind.Supervisor, Program: "supervisord", Handles: HandlesSignal.Handles } supervisor)
        {
            return;
        }

        var programs = SupervisorConfiguration.Read(stop, supervisor);
        if (programs.Count == 0)
        {
            if (supervisor.Source is { } source)
            {
                report.Add(source,
                    "supervisord stops each program as its configuration says, which is not at hand: stopwaitsecs (10 s unless set) must be less "
                        + "than the grace, and a program that is a shell needs exec or stopasgroup=true", Severity.Info,
                    evidence: RouteEvidence.Of(stop));
            }

            return;
        }

        var limit = new FollowLimit(MaximumSteps);
        foreach (var program in programs)
        {
            if (!limit.IsSpent)
            {
                CheckSignal(stop, program, limit, report);
            }
        }

        // An image alone does not say how long whoever runs it waits.
        if (!stop.Container.IsImageAlone)
        {
            CheckTime(stop, supervisor, programs, report);
        }
    }

    private static void CheckSignal(Stop stop, SupervisedProgram program, FollowLimit limit, Report report)
    {
        if (program.StopsGroup
            || Started(stop, program, limit) is not { Blocker: { Kind: HopKind.Shell or HopKind.Script } shell,
                Verdict: Verdict.NeverTold or Verdict.CutShort } route)
        {
            return;
        }

        report.Add(program.Command!.Location,
            $"supervisord stops [program:{program.Name}] by a signal to {shell.Program}, and {route.Reason}; write exec in front of "
                + $"{route.Application!.Program}, or stopasgroup=true",
            shell.Assumption is null ? Severity.Warning : Severity.Info, route.Verdict, [.. RouteEvidence.Of(stop),
                new Evidence($"{shell.CommandLine}: {shell.Reason}", shell.Ending?.Location ?? shell.Source)]);
    }

    private static void CheckTime(Stop stop, Hop supervisor, List<SupervisedProgram> programs, Report report)
    {
        // Programs of one priority stop together: the longest counts.
        var longest = programs[0];
        foreach (var program in programs)
        {
            longest = Wait(program) > Wait(longest) ? program : longest;
        }

        var grace = stop.Budget.Grace;
        if (Wait(longest) is not { } wait || grace.Seconds is not { } given || given <= 0 || wait < given)
        {
            return;
        }

        var isWritten = longest.StopWait is not null || !grace.IsDefault;
        var set = longest.StopWait is null ? "not set, so 10 s" : BudgetSentence.Seconds(wait);
        report.Add(longest.StopWait?.Location ?? longest.Location,
            $"stopwaitsecs of [program:{longest.Name}] is {set}, and the container has {BudgetSentence.Seconds(given)} ({grace.Source}): "
                + "supervisord itself is killed before it would stop a slow program; set stopwaitsecs below the grace, or raise the grace",
            isWritten ? Severity.Warning : Severity.Info,
            evidence: [new Evidence($"grace: {grace.Source}, {BudgetSentence.Seconds(given)}", grace.Location),
                new Evidence("supervisord runs here", supervisor.Source)]);
    }

    private static double? Wait(SupervisedProgram program) => program.StopWait is { } written ? written.Value : DefaultStopWait;

    /// <summary>The program as a process of its own: not PID 1.</summary>
    private static SignalRoute? Started(Stop stop, SupervisedProgram program, FollowLimit limit)
    {
        var words = ShellWords.Split(program.Command!.Value);
        return words is not { Error: null, DroppedFrom: null, Words.Count: > 0 } ? null : RouteBuilder.Build(
            stop.Container with
            {
                Anchor = program.Location, Entrypoint = [.. words.Words.Select(word => Argument.Known(word.Value, program.Command.Location))],
                Command = [],
                EntrypointInstruction = null, CommandInstruction = null, Init = null, IsPid1 = false, StopSignal = StopSignal.Default,
            },
            ApplicationSources.None, limit);
    }
}
