using Dockerlint.Programs.Launchers;
using Dockerlint.Text;

namespace Dockerlint.Programs;

public static class CommandWeights
{
    /// <summary>Seconds from which a sleep is taken for ever: <c>sleep 1000</c> outlasts any grace and keeps many a container alive.</summary>
    private const int Endless = 600;

    private const int Brief = 30;

    /// <param name="argv">Expanded as far as known; the first word's value may be null.</param>
    public static CommandWeight Of(IReadOnlyList<Argument> argv)
    {
        if (argv.Count == 0 || argv[0].Value is not { } path)
        {
            return CommandWeight.Unknown;
        }

        var name = ProgramName.Of(path);
        if (Started(name, argv) is { } started)
        {
            // timeout 30 tail -F log: a wait for a line, no placeholder. And what gets half a minute at most is no application; 0 is no limit.
            return name == "timeout" && (started[0].Value is { } waits && IsIdle(ProgramName.Of(waits), started)
                || argv[argv.Count - started.Count - 1].Value is { } limit && Durations.Sleep(limit) is > 0 and <= Brief)
                ? CommandWeight.Step : Of(started);
        }

        if (IsIdle(name, argv))
        {
            return CommandWeight.LongRunning;
        }

        var program = ProgramCatalog.Find(name);
        var said = program?.WeightOf?.Invoke(argv);
        if (said == CommandWeight.Daemon || IsDaemon(name, path, argv))
        {
            return IsOneShotFlag(argv) ? CommandWeight.Step : CommandWeight.Daemon;
        }

        if (said is { } weight)
        {
            return weight;
        }

        if (IsOneShotFlag(argv) || Steps.Contains(name, argv))
        {
            return CommandWeight.Step;
        }

        if (OpensPrompt(name) && IsPrompt(argv))
        {
            return CommandWeight.Interactive;
        }

        return program is { IsRuntime: false } ? CommandWeight.LongRunning : CommandWeight.Unknown;
    }

    /// <summary>Keeps a container alive and does nothing.</summary>
    public static bool IsIdle(string name, IReadOnlyList<Argument> argv) => name switch
    {
        "sleep" => argv.HasWord("infinity") || argv.HasWord("inf") || argv.Count == 2 && argv[1].Value is { } duration && IsEndless(duration),
        "tail" => argv.HasFlag('f') || argv.HasFlag('F') || argv.HasWord("--follow"),
        "inotifywait" => argv.HasFlag('m') || argv.HasWord("--monitor"),
        _ => false,
    };

    private static bool IsEndless(string duration) => Durations.Sleep(duration) >= Endless;

    /// <summary>The command behind all its wrappers: <c>kill 7</c> of <c>sudo env A=1 kill 7</c>.</summary>
    public static IReadOnlyList<Argument> Behind(IReadOnlyList<Argument> argv)
    {
        while (argv.Count > 0 && argv[0].Value is { } path && Started(ProgramName.Of(path), argv) is { } inner)
        {
            argv = inner;
        }

        return argv;
    }

    /// <summary>What a wrapper is there to start; null for a program that is none, or starts nothing here.</summary>
    private static List<Argument>? Started(string name, IReadOnlyList<Argument> argv) =>
        (Inits.Find(name, argv) ?? Wrappers.Find(name, argv) ?? Wrappers.FindUserSwitch(name, argv))
            is { TakesShellText: false, Next: > 0 and var next } && next < argv.Count
            ? [.. argv.Skip(next)]
            : null;

    private static bool IsDaemon(string name, string path, IReadOnlyList<Argument> argv) => argv.HasWord("--daemonize") || argv.HasWord("--daemon")
        || name == "crond" && !argv.HasFlag('f') && !argv.HasFlag('n')
        || name == "tmux" && argv.HasFlag('d') || name == "screen" && argv.HasFlag('d') && argv.HasFlag('m')
        || name is "service" or "systemctl" or "rc-service" or "start-stop-daemon"
        || IsControl(name) && name != "supervisorctl" && argv.Count > 1 && argv[1].Value is "start" or "restart"
        || path.StartsWith("/etc/init.d/", StringComparison.Ordinal);

    private static bool OpensPrompt(string name) => name is "sh" or "bash" or "ash" or "dash" or "zsh" or "fish" or "ksh"
        or "python" or "python3" or "node" or "php" or "irb" or "pwsh" or "iex"
        or "psysh" or "ipython" or "jshell" or "ghci" or "R" or "julia" or "lua" or "erl";

    private static bool IsPrompt(IReadOnlyList<Argument> argv)
    {
        for (var i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value is not { } word || word is not ("-i" or "-l" or "--login" or "-a" or "-il" or "-li"))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Asks for a text, a test or a stop. With a word behind it <c>-t</c> is a time (sidekiq), <c>-s</c> a mode (serve).</summary>
    private static bool IsOneShotFlag(IReadOnlyList<Argument> argv) =>
        argv.Count is 2 or 3 && argv[1].Value is "--version" or "--help" or "configtest" or "stop"
        || argv.Count == 2 && argv[1].Value is "-v" or "-V" or "-h" or "-t" or "-T"
        || argv.Count > 1 && argv[1].Value is "stop" or "status" or "reload" && IsControl(ProgramName.Of(argv[0].Value ?? ""));

    /// <summary>Speaks to a server, whatever else it is told: <c>pg_ctl stop -D /data</c>, <c>apachectl</c>, <c>rabbitmqctl</c>.</summary>
    private static bool IsControl(string name) => name.EndsWith("ctl", StringComparison.Ordinal);
}
