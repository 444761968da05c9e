using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>A command of a hook that tells a server to stop and returns.</summary>
internal sealed record StopCommand(string Text, SourceLocation Location)
{
    public bool IsNginxQuit { get; init; }

    /// <summary>Drops open work by itself: <c>nginx -s stop</c>.</summary>
    public bool IsFast { get; init; }

    /// <summary>Signals process 1.</summary>
    public bool IsProcessOne { get; init; }

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

        if (argv.Count < 3 || !argv[1].Value.EndsWith("c", StringComparison.Ordinal)
            || ShellParser.Parse(argv[2].Value, ShellDialect.Bash) is not { Error: null } script)
        {
            return null;
        }

        var commands = new List<SimpleCommand>();
        if (!Flatten(script.Body, commands))
        {
            return null;
        }

        for (var i = commands.Count - 1; i >= 0; i--)
        {
            var words = commands[i].Words.Select(static word => word.Constant).ToList();
            var text = script.Text.Substring(commands[i].Span.Start, commands[i].Span.Length);
            if (Of(words, text, argv[2].Location) is { } stop)
            {
                return stop;
            }

            if (words.Count > 0 && words[0] is not ("echo" or "true" or ":" or "exit" or "printf" or "date" or "touch" or "rm"))
            {
                return null;
            }
        }

        return null;
    }

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
            "kill" when Ends(words) => words[words.Count - 1] switch
            {
                "1" => stop with { IsProcessOne = true },
                // $(cat /run/nginx.pid), $(pidof java)
                null when text.Contains("pid") => stop,
                _ => null,
            },
            "pkill" or "killall" when words.Count > 1 && Ends(words) => stop,
            _ => null,
        };
    }

    /// <summary>The signal of kill's options is one that ends a server; none given is SIGTERM.</summary>
    private static bool Ends(List<string?> words)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i] is ['-', .. var option])
            {
                var name = option is "s" or "-signal" ? i + 1 < words.Count ? words[i + 1] : null : option;
                return name is not null && Signals.Canonical(name) is "SIGTERM" or "SIGINT" or "SIGQUIT" || option is "f" or "x" or "-";
            }
        }

        return words.Count > 1;
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
