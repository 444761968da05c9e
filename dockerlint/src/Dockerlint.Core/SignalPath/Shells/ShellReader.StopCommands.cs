using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

/// <summary>What a trap runs to stop a server by the server's own means: <c>service apache2 stop</c>, <c>redis-cli shutdown</c>.</summary>
public sealed partial class ShellReader
{
    /// <summary>Clients by the server that they stop, and whether they return when it has ended.</summary>
    private static readonly (string Client, string[] Servers, bool Waits)[] _stopClients =
    [
        ("redis-cli", ["redis-server"], true), ("mysqladmin", ["mysqld", "mariadbd", "mysqld_safe", "mariadbd-safe"], true),
        ("mariadb-admin", ["mysqld", "mariadbd", "mysqld_safe", "mariadbd-safe"], true), ("pg_ctl", ["postgres", "pg_ctl"], true),
        ("rabbitmqctl", ["rabbitmq-server"], true), ("supervisorctl", ["supervisord"], false),
        ("apachectl", ["apache2", "httpd", "apachectl"], false), ("apache2ctl", ["apache2", "httpd", "apache2ctl"], false),
        ("mongod", ["mongod"], true), ("pm2", ["pm2"], true), ("nginx", ["nginx"], false),
    ];

    /// <summary>Of a command that runs after the signal: which jobs it ends.</summary>
    private static void StopBy(List<Argument> command, ShellState state)
    {
        var argv = CommandWeights.Behind(command);
        if (argv.Count == 0 || state.Stop is not { } run || argv[0].Value is not { } path || !MayStop(argv, path))
        {
            return;
        }

        var isKnown = false;
        foreach (var job in Chain<Job>.ToList(state.Jobs))
        {
            if (run.Of(job).Fate is JobFate.Untold or JobFate.Drains && Stops(argv, path, job) is { } waiting)
            {
                isKnown = true;
                var text = string.Join(" ", argv.Select(static word => word.Text));
                var isUnknown = waiting == StopWaiting.Unknown;
                state.Stop = state.Stop.With(job, waiting == StopWaiting.Returns
                    ? new JobProgress(JobFate.Drains, IsGone: false, IsUnknown: false, "", text)
                    : new JobProgress(JobFate.Drained, IsGone: true, isUnknown, "",
                        isUnknown ? $"whether {text} waits until {job.Process.Program} has ended is not known" : text));
            }
        }

        if (!isKnown && run.Of(run.Main).Fate == JobFate.Untold && !IsOfAnotherService(argv, path, run.Main))
        {
            state.Stop = run.With(run.Main, new JobProgress(
                JobFate.Drained, IsGone: true, IsUnknown: true, "", $"whether {ProgramName.Of(path)} stops {run.Main.Process.Program} is not known"));
        }
    }

    /// <summary>The kill of <c>sudo kill 7</c>, or of <c>xargs kill &lt;pid</c>, a process that is not known; null: none.</summary>
    private static List<Argument>? KillBehind(List<Argument> argv)
    {
        var inner = CommandWeights.Behind(argv);
        return KillOfXargs(inner, [new Argument(null, "xargs", argv[0].Location)])
            ?? (inner.Count > 0 && IsKill(inner[0].Value) && !ReferenceEquals(inner, argv) ? [.. inner] : null);
    }

    /// <summary>The kill of <c>jobs -p | xargs -r kill</c>, of what the part before it prints; null: none.</summary>
    private List<Argument>? KillOfPipeline(PipelineCommand pipeline, ShellState state)
    {
        if (pipeline.Commands.Count < 2 || pipeline.Commands[pipeline.Commands.Count - 1] is not SimpleCommand last
            || pipeline.Commands[pipeline.Commands.Count - 2] is not SimpleCommand feeder)
        {
            return null;
        }

        var fed = _text.Words.Expand(feeder.Words, 0, state);
        return KillOfXargs(CommandWeights.Behind(_text.Words.Expand(last.Words, 0, state)), fed is [{ Value: "echo" }, ..] ? [.. fed.Skip(1)]
            : [new Argument(null, string.Join(" ", fed.Select(static word => word.Text)), null)]);
    }

    private static List<Argument>? KillOfXargs(IReadOnlyList<Argument> argv, IReadOnlyList<Argument> operands)
    {
        if (argv.Count < 2 || argv[0].Value is not { } name || ProgramName.Of(name) != "xargs")
        {
            return null;
        }

        var start = 1 + argv.Skip(1).TakeWhile(static word => word.Value is ['-', ..]).Count();
        return start < argv.Count && IsKill(argv[start].Value) ? [.. argv.Skip(start), .. operands] : null;
    }

    private static bool IsKill(string? program) => program is "kill" or "/bin/kill" or "/usr/bin/kill";

    /// <summary><c>service x stop</c>, <c>bin/shutdown.sh</c>, <c>curl -X POST localhost/actuator/shutdown</c>.</summary>
    private static bool MayStop(IReadOnlyList<Argument> argv, string path)
    {
        var name = ProgramName.Of(path);
        return argv.Skip(1).Any(static word => IsStopWord(word.Value)) || name != "kill" && HasStopWord(name)
            || name is "curl" or "wget" or "http" or "xh" && argv.Skip(1).Any(static word => HasStopWord(word.Text));
    }

    /// <summary>A run of letters in it is one.</summary>
    private static bool HasStopWord(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && char.IsLetter(text[end]))
            {
                end++;
            }

            if (end > start && IsStopWord(text.Substring(start, end - start)))
            {
                return true;
            }

            start = end;
        }

        return false;
    }

    private static bool IsStopWord(string? word) =>
        word is "stop" or "--stop" or "shutdown" or "--shutdown" or "graceful-stop" or "quit" or "fast-stop" or "kill" or "delete" or "down"
            or "halt";

    /// <summary>Whether a command that stops a server returns when the server has ended, or at once.</summary>
    private enum StopWaiting
    {
        Unknown,
        Waits,
        Returns,
    }

    /// <summary>Null: not this one.</summary>
    private static StopWaiting? Stops(IReadOnlyList<Argument> argv, string path, Job job)
    {
        var started = CommandWeights.Behind(job.Process.Command);
        if (started.Count == 0 || started[0].Value is not { } program)
        {
            return null;
        }

        if (Service(argv, path) is { } service)
        {
            return Service(started, program) == service || ProgramName.Of(program).StartsWith(service, StringComparison.Ordinal)
                ? StopWaiting.Waits
                : null;
        }

        var name = ProgramName.Of(path);
        foreach (var (client, servers, waits) in _stopClients)
        {
            if (client == name && Array.IndexOf(servers, ProgramName.Of(program)) >= 0)
            {
                return waits ? StopWaiting.Waits : StopWaiting.Returns;
            }
        }

        // The same program once with start and once with stop.
        return name == ProgramName.Of(program) && !ReferenceEquals(argv, started) && name is not ("service" or "systemctl")
            ? StopWaiting.Unknown
            : null;
    }

    /// <summary>Stopping one service says nothing of another.</summary>
    private static bool IsOfAnotherService(IReadOnlyList<Argument> argv, string path, Job main) =>
        Service(argv, path) is not null && main.Process.Command is [{ Value: { } program }, ..] && Service(main.Process.Command, program) is not null;

    /// <summary><c>service NAME stop</c>, <c>systemctl stop NAME</c>, <c>/etc/init.d/NAME stop</c>; null: none of these.</summary>
    private static string? Service(IReadOnlyList<Argument> argv, string path) => ProgramName.Of(path) switch
    {
        "service" or "rc-service" or "invoke-rc.d" when argv.Count > 2 => argv[1].Value,
        "systemctl" when argv.Count > 2 => argv[2].Value,
        _ when path.StartsWith("/etc/init.d/", StringComparison.Ordinal) => ProgramName.Of(path),
        _ => null,
    };
}
