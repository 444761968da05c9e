using Dockerlint.Programs;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Judgement;

/// <summary>A process that a script starts beside the main program: nobody tells it of the stop.</summary>
/// <param name="Shell">The hop that starts it.</param>
/// <param name="IsEvident">It runs on; otherwise it may end by itself.</param>
public sealed record ProcessBeside(Hop Shell, StartedProcess Process, SourceLocation Location, bool IsEvident)
{
    /// <summary>The first one; null: none, or the script waits for all that it starts.</summary>
    public static ProcessBeside? Find(SignalRoute route)
    {
        foreach (var hop in route.Hops)
        {
            if (hop.Shell is not { Background.Count: > 0 } reading || hop.Ending is not { Kind: not EndingKind.WaitsForBackground }
                // A trap calls what nobody knows: it may well end them.
                || hop is { Trap: not TrapEffect.None, Stop.Verdict: Verdict.Unknown })
            {
                continue;
            }

            foreach (var started in reading.Background)
            {
                // The server itself, started for its initialisation: it is stopped before the real one runs.
                var isTemporary = ProgramCatalog.FindServer(started.Program) is not null && started.Program == route.Application!.Program;
                // Nothing is lost with a log's tail, and what is not known by its name is not known at all.
                var isHelper = started.Command is not [{ Value: not null }, ..] || Job.IsIdle(started.Command);
                if (!isTemporary && !isHelper && started.Location is { } location && !IsItself(started, route.Application)
                    && started.Weight is CommandWeight.Daemon or CommandWeight.LongRunning or CommandWeight.Unknown)
                {
                    return new ProcessBeside(hop, started, location, started.Weight != CommandWeight.Unknown || IsService(started.Program));
                }
            }
        }

        return null;
    }

    /// <summary>The loop behind it keeps the shell for what it has started here: that is the application.</summary>
    private static bool IsItself(StartedProcess started, Hop? application) => started.Location == application?.Source
        || started.Command is [{ Location: { } location }, ..] && location == application?.Source;

    private static bool IsService(string program) =>
        program is "node" or "java" or "dotnet" or "php" or "ruby" or "npm" or "yarn" or "cron" or "crond"
            || ProgramName.IsVersionOf(program, "python");
}
