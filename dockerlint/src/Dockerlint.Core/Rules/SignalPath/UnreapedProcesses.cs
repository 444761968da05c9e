using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Programs;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2010: processes started beside the main program that nobody stops or reaps.</summary>
public sealed class UnreapedProcesses() : StopRule(new RuleInfo(
    "STOP2010", "UnreapedProcesses", Severity.Warning,
    "Processes are started beside the main program, and nothing tells them to stop or reaps them."))
{
    public override void Check(Stop stop, Report report)
    {
        if (stop.Route.HasInit || ShellHops.IsShortLived(stop))
        {
            return;
        }

        if (stop.Route is { Verdict: not Verdict.FailsToStart, Application: { LeftRunning: { } left } application })
        {
            report.Add(left.Location, $"{left.Value} is started here and nothing in the code ends it: the stop signal does not reach it, and the "
                + $"kernel kills it without warning when {application.Program} ends; end it in StopAsync, or give it a container of its own",
                evidence: RouteEvidence.Of(stop));
            return;
        }

        foreach (var hop in stop.Route.Hops)
        {
            if (hop.Shell is not { Background.Count: > 0 } reading || hop.Ending is not { Kind: not EndingKind.WaitsForBackground } ending)
            {
                continue;
            }

            foreach (var started in reading.Background)
            {
                // The server itself, started for its initialisation: it is stopped before the real one runs.
                var isTemporary = ProgramCatalog.FindServer(started.Program) is not null && started.Program == stop.Route.Application!.Program;
                // Nothing is lost with a log's tail, and what is not known by its name is not known at all.
                var isHelper = started.Command is not [{ Value: not null }, ..] || Job.IsIdle(started.Command);
                if (!isTemporary && !isHelper && started.Location is { } location
                    && started.Weight is CommandWeight.Daemon or CommandWeight.LongRunning or CommandWeight.Unknown)
                {
                    // An unknown program may end by itself.
                    var isEvident = started.Weight != CommandWeight.Unknown || IsService(started.Program);
                    var main = ending.Kind == EndingKind.Execs
                        ? $"{stop.Route.Application!.Program} becomes PID 1 and does not pass the stop on to it"
                        : $"{hop.Program} does not pass the stop on to it";
                    report.Add(location, $"{started.Program} runs beside {stop.Route.Application!.Program}: {main}, so it is killed without warning "
                        + "when PID 1 ends; give it a container of its own, or put a supervisor in front",
                        isEvident ? Severity.Warning : Severity.Info, evidence: RouteEvidence.Of(stop));
                    return;
                }
            }
        }
    }

    private static bool IsService(string program) =>
        program is "node" or "java" or "dotnet" or "php" or "ruby" or "npm" or "yarn" or "cron" or "crond"
            || ProgramName.IsVersionOf(program, "python");
}
