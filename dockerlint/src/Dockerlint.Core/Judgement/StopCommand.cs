using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Judgement;

/// <summary>A command of a hook that tells a server to stop and returns.</summary>
public sealed record StopCommand(string Text, SourceLocation Location)
{
    private static readonly string[] _quick = ["echo", "true", ":", "exit", "printf", "date", "touch", "rm", "set"];

    private static readonly char[] _separators = [' ', '/', '.', '(', ')', '"', '\'', '`'];

    public bool IsNginxQuit { get; init; }

    /// <summary>The signal that it sends, canonical; null: a request of another kind.</summary>
    public string? Signal { get; init; }

    /// <summary>Drops open work by itself: <c>nginx -s stop</c>.</summary>
    public bool IsFast { get; init; }

    /// <summary>Signals process 1.</summary>
    public bool IsProcessOne { get; init; }

    /// <summary>Asks a sidecar's proxy to end: <c>curl -X POST localhost:15020/quitquitquit</c>.</summary>
    public bool IsProxyQuit { get; init; }

    /// <summary>The hook begins with a stop: whatever follows, the server takes no new work from then on.</summary>
    public static bool IsFirst(IReadOnlyList<Located<string>> argv) => First(argv) is not null;

    /// <summary>The stop that the hook begins with; null: it begins with something else.</summary>
    public static StopCommand? First(IReadOnlyList<Located<string>> argv)
    {
        if (argv.Count == 0 || Script(argv) is not { } script)
        {
            return argv.Count > 0 ? Last(argv) : null;
        }

        foreach (var statement in script.Body.Statements)
        {
            var command = statement.Command;
            while (command is AndOrCommand both)
            {
                command = both.Left;
            }

            if (command is not SimpleCommand simple || simple.Name is null || Array.IndexOf(_quick, simple.Name) < 0)
            {
                return command is SimpleCommand first
                    ? Of(first.Words.Select(static word => word.Constant).ToList(), script.Text.Substring(first.Span.Start, first.Span.Length),
                        argv[0].Location)
                    : null;
            }
        }

        return null;
    }

    /// <summary>Null: no such command, or something that may take time follows it.</summary>
    public static StopCommand? Last(IReadOnlyList<Located<string>> argv)
    {
        if (argv.Count == 0)
        {
            return null;
        }

        var name = ProgramName.Of(argv[0].Value);
        if (!ShellCommandLine.IsShell(name))
        {
            return Of(argv.Select(static word => (string?)word.Value).ToList(), string.Join(" ", argv.Select(static word => word.Value)),
                argv[0].Location);
        }

        if (Commands(argv, out var script) is not { } commands)
        {
            return null;
        }

        for (var i = commands.Count - 1; i >= 0; i--)
        {
            var words = commands[i].Words.Select(static word => word.Constant).ToList();
            var text = script.Substring(commands[i].Span.Start, commands[i].Span.Length);
            if (Of(words, text, argv[2].Location) is { } stop)
            {
                return stop;
            }

            if (words.Count > 0 && Array.IndexOf(_quick, words[0]) < 0)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Null: no text behind a shell's <c>-c</c>, or one with branches or loops.</summary>
    private static List<SimpleCommand>? Commands(IReadOnlyList<Located<string>> argv, out string text)
    {
        text = "";
        if (Script(argv) is not { } script)
        {
            return null;
        }

        text = script.Text;
        var commands = new List<SimpleCommand>();
        return Flatten(script.Body, commands) ? commands : null;
    }

    private static ShellScript? Script(IReadOnlyList<Located<string>> argv) =>
        ShellCommandLine.TextOf(argv) is { } text && ShellParser.Parse(text.Value, ShellDialect.Bash) is { Error: null } script ? script : null;

    private static StopCommand? Of(List<string?> words, string text, SourceLocation location)
    {
        if (words.Count == 0 || words[0] is not { } program)
        {
            return null;
        }

        var stop = new StopCommand(text, location);
        var name = ProgramName.Of(program);
        if (ProgramCatalog.Find(name) is { StopsBy: { } stopsBy })
        {
            return stopsBy(words) is { } request ? stop with { IsNginxQuit = request.IsRequest, IsFast = request.DropsWork } : null;
        }

        return name switch
        {
            "kill" when Ending(words) is { } signal && words[words.Count - 1] == "1" => stop with { Signal = signal, IsProcessOne = true },
            // $(cat /run/nginx.pid), $(pidof java)
            "kill" when words[words.Count - 1] is null && text.Contains("pid") && (Ending(words) ?? Draining(words, text)) is { } signal =>
                stop with { Signal = signal },
            "pkill" or "killall" or "skill" when words.Count > 1 && (Ending(words) ?? Draining(words, text)) is { } signal =>
                stop with { Signal = signal },
            "curl" or "wget" when words.Exists(static word => word is not null && IsStopUrl(word)) || IsStateOfTrino(words) =>
                stop with { IsProxyQuit = words.Exists(static word => word?.Contains("quitquitquit") == true) },
            "pilot-agent" when words.Contains("quitquitquit") => stop with { IsProxyQuit = true },
            "supervisorctl" when words.Contains("shutdown") => stop,
            "service" or "invoke-rc.d" when words.Count > 2 && words[2] == "stop" => stop,
            "pumactl" or "passenger" or "unicornctl" when words.Contains("stop") || words.Contains("halt") => stop,
            "celery" when words.Contains("control") && words.Contains("shutdown") => stop,
            "uwsgi" when words.Contains("--stop") => stop,
            "kafka-server-stop.sh" or "zookeeper-server-stop.sh" or "kafka-server-stop" or "zookeeper-server-stop" => stop,
            _ => null,
        };
    }

    /// <summary>A worker finishes its queries, and ends by itself after twice its grace period (trino.io, admin/graceful-shutdown).</summary>
    private static bool IsStateOfTrino(List<string?> words) =>
        words.Exists(static word => word?.EndsWith("/v1/info/state", StringComparison.Ordinal) == true)
            && words.Exists(static word => word?.Contains("SHUTTING_DOWN") == true);

    private static bool IsStopUrl(string word)
    {
        var query = word.IndexOf('?');
        var path = (query < 0 ? word : word.Substring(0, query)).TrimEnd('/');
        return path.EndsWith("/quitquitquit", StringComparison.Ordinal) || path.EndsWith("/actuator/shutdown", StringComparison.Ordinal);
    }

    /// <summary>The signal of kill's options where it is one that ends a server; none given is SIGTERM; null: another one.</summary>
    private static string? Ending(List<string?> words)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i] is ['-', .. var option])
            {
                var name = option is "s" or "-signal" ? i + 1 < words.Count ? words[i + 1] : null : option;
                return name is not null && Signals.Canonical(name) is "SIGTERM" or "SIGINT" or "SIGQUIT" ? Signals.Canonical(name)
                    : option is "f" or "x" or "-" ? "SIGTERM"
                    : null;
            }
        }

        return words.Count > 1 ? "SIGTERM" : null;
    }

    /// <summary>A signal that only the server it names drains on: <c>kill -USR1 $(pidof haproxy)</c>.</summary>
    private static string? Draining(List<string?> words, string text)
    {
        foreach (var word in words)
        {
            if (word is ['-', .. var option] && Signals.Canonical(option) is { } signal)
            {
                return text.Split(_separators).Any(name => ProgramCatalog.FindServer(name)?.On.Of(signal) == SignalEffect.Drains) ? signal : null;
            }
        }

        return null;
    }

    private static bool Flatten(ShellList list, List<SimpleCommand> commands)
    {
        foreach (var statement in list.Statements)
        {
            if (!Flatten(statement.Command, commands))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Flatten(ShellCommand command, List<SimpleCommand> commands)
    {
        switch (command)
        {
            case SimpleCommand simple:
                commands.Add(simple);
                return true;
            case AndOrCommand both:
                return Flatten(both.Left, commands) && Flatten(both.Right, commands);
            case GroupCommand group:
                return Flatten(group.Body, commands);
            default:
                return false;
        }
    }
}
