using Dockerlint.Text;

namespace Dockerlint.Programs.Launchers;

/// <summary>Process managers that own the services; what they stop and how is in their configuration.</summary>
public static class Supervisors
{
    private static readonly SignalEffects _termAndInt = new() { Term = SignalEffect.Drains, Int = SignalEffect.Drains };

    private static readonly SignalEffects _unknownBeyond = _termAndInt with
    {
        Quit = SignalEffect.Unknown, Hup = SignalEffect.Unknown, Winch = SignalEffect.Unknown, Usr1 = SignalEffect.Unknown,
    };

    private static readonly Supervisor[] _all =
    [
        new("supervisord", "supervisord stops its programs as its configuration says", "measured")
        {
            On = _termAndInt with { Quit = SignalEffect.Drains, Hup = SignalEffect.Reloads },
        },
        new("s6-svscan", "s6 stops its services", "measured, s6 2.11")
        {
            On = _termAndInt with { Quit = SignalEffect.Drains },
            // Measured: a run script that starts its program as a child dies of the signal, and the program is killed with the container.
            Assumes = "its run scripts are taken to exec their programs",
        },
        new("s6-overlay-suexec", "s6 stops its services", "measured, s6 2.11") { On = _termAndInt with { Quit = SignalEffect.Drains } },
        new("my_init", "my_init stops its services", "phusion/baseimage-docker, image/bin/my_init") { On = _termAndInt },
        new("runsvdir runsvdir-start", "runit supervises its services", "measured; man runsvdir(8)")
        {
            // TERM leaves the services to the kernel; HUP tells them, and does not wait for them.
            On = new() { Term = SignalEffect.Quits, Hup = SignalEffect.Quits },
        },
        new("runit runit-init", "runit supervises its services", "by hand, runit 2.1.2 as PID 1; runit(8): told by a file and SIGCONT, or by SIGINT")
        {
            On = new() { Term = SignalEffect.Ignores, Hup = SignalEffect.Ignores, Int = SignalEffect.Unknown },
        },
        new("pm2-runtime pm2-docker pm2", "pm2 stops its applications with SIGINT", "measured")
        {
            On = _termAndInt with { Usr1 = SignalEffect.Ignores },
        },
        new("monit", null, "measured; man monit(1)")
        {
            On = _termAndInt with { Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads },
        },
        new("circusd", null, "circus/sighandler.py")
        {
            On = _termAndInt with { Quit = SignalEffect.Drains, Hup = SignalEffect.Reloads, Winch = SignalEffect.Ignores },
        },
        new("foreman", null, "by hand, foreman 0.87 as PID 1; USR1 is passed on")
        {
            On = _termAndInt with { Hup = SignalEffect.Drains, Usr1 = SignalEffect.Unknown },
        },
        new("concurrently", null, "measured")
        {
            On = _termAndInt with { Hup = SignalEffect.Quits, Usr1 = SignalEffect.Ignores },
        },
        new("god overmind hivemind honcho multirun parallel", null, "their manuals") { On = _unknownBeyond },
    ];

    /// <param name="Names">Separated by spaces.</param>
    /// <param name="Stops">What its stop is; null where there is nothing to say but that it manages.</param>
    /// <param name="Source">Where <see cref="On"/> is from; measured is docs/programs.tsv.</param>
    private sealed record Supervisor(string Names, string? Stops, string Source)
    {
        public required SignalEffects On { get; init; }

        /// <summary>What its stop rests on in the files of its services, which are not read; null: nothing.</summary>
        public string? Assumes { get; init; }
    }

    private static readonly Dictionary<string, Supervisor> _byName = _all
        .SelectMany(static supervisor => supervisor.Names.Split(' ').Select(name => (name, supervisor)))
        .ToDictionary(static entry => entry.name, static entry => entry.supervisor, StringComparer.Ordinal);

    /// <summary>Those whose signals are known by name; s6-overlay's <c>/init</c> is known by its path.</summary>
    public static IReadOnlyCollection<string> Names => _byName.Keys;

    /// <summary>How it stops its services; null where the program is none, or goes to the background.</summary>
    public static string? Find(string path, IReadOnlyList<Argument> argv) => ProgramName.Of(path) switch
    {
        "init" => path is "/init" ? "s6-overlay's /init stops its services" : null,
        "pm2" when !argv.HasWord("--no-daemon") => null,
        var name => _byName.TryGetValue(name, out var known) ? known.Stops ?? $"{name} manages several processes" : null,
    };

    /// <summary>pm2 in the foreground.</summary>
    public static bool IsPm2(string name, IReadOnlyList<Argument> argv) =>
        name is "pm2-runtime" or "pm2-docker" || name == "pm2" && argv.HasWord("--no-daemon");

    /// <summary>What the stop signal does to a supervisor and its services; null signal: unknown.</summary>
    public static SignalEffect EffectOf(string path, string? signal) => (ProgramName.Of(path), signal) switch
    {
        (_, null) => SignalEffect.Unknown,
        // just-containers/s6-overlay#586, #421, serversideup/docker-php#529: nothing happens, and its maintainer advises SIGTERM.
        ("init", "SIGQUIT" or "SIGWINCH") => SignalEffect.Ignores,
        ("init", "SIGTERM" or "SIGHUP") => SignalEffect.Drains,
        // s6-overlay's own scripts decide, and its versions differ.
        ("init", _) => SignalEffect.Unknown,
        var (name, known) => _byName.TryGetValue(name, out var supervisor) ? supervisor.On.Of(known) : SignalEffect.Unknown,
    };

    /// <summary>What has to hold for its services to be stopped in order; null: nothing that is not known.</summary>
    public static string? AssumptionOf(string path) => _byName.TryGetValue(ProgramName.Of(path), out var supervisor) ? supervisor.Assumes : null;

    /// <summary>systemd needs SIGRTMIN+3 to power off (systemd(1), SIGNALS).</summary>
    public static bool IsSystemd(string path) =>
        path is "/sbin/init" or "/usr/sbin/init" or "/lib/systemd/systemd" or "/usr/lib/systemd/systemd" or "systemd";
}
