using Dockerlint.Text;

namespace Dockerlint.Programs.Launchers;

/// <summary>Process managers that own the services; what they stop and how is in their configuration.</summary>
public static class Supervisors
{
    public static string? Find(string path, IReadOnlyList<Argument> argv)
    {
        var name = ProgramName.Of(path);
        return name switch
        {
            "supervisord" => "supervisord stops its programs as its configuration says",
            "s6-svscan" or "s6-overlay-suexec" => "s6 stops its services",
            "init" when path is "/init" => "s6-overlay's /init stops its services",
            "my_init" => "my_init stops its services",
            "runsvdir" or "runsvdir-start" or "runit" or "runit-init" => "runit supervises its services",
            "pm2-runtime" or "pm2-docker" => "pm2-runtime stops its applications with SIGINT",
            "pm2" when argv.HasWord("--no-daemon") => "pm2 stops its applications with SIGINT",
            "circusd" or "monit" or "god" or "overmind" or "hivemind" or "honcho"
                or "foreman" or "multirun" or "parallel" or "concurrently" => $"{name} manages several processes",
            _ => null,
        };
    }

    /// <summary>pm2 in the foreground.</summary>
    public static bool IsPm2(string name, IReadOnlyList<Argument> argv) =>
        name is "pm2-runtime" or "pm2-docker" || name == "pm2" && argv.HasWord("--no-daemon");

    /// <summary>What the stop signal does to a supervisor and its services; null signal: unknown.</summary>
    public static SignalEffect EffectOf(string path, string? signal) => (ProgramName.Of(path), signal) switch
    {
        (_, null) => SignalEffect.Unknown,
        // man runsvdir(8) and measured: TERM ends it and leaves the services to the kernel; HUP stops them first; it has no other handler.
        ("runsvdir" or "runsvdir-start", "SIGTERM") => SignalEffect.Quits,
        ("runsvdir" or "runsvdir-start", "SIGHUP") => SignalEffect.Drains,
        ("runsvdir" or "runsvdir-start", _) => SignalEffect.Default,
        ("monit", "SIGQUIT") => SignalEffect.Default,
        // Measured (docs/programs.tsv): handlers for SIGTERM and SIGINT only.
        ("pm2-runtime" or "pm2-docker" or "pm2", not ("SIGTERM" or "SIGINT")) => SignalEffect.Default,
        // just-containers/s6-overlay#586, #421, serversideup/docker-php#529: nothing happens, and its maintainer advises SIGTERM.
        ("init", "SIGQUIT" or "SIGWINCH") => SignalEffect.Ignores,
        // s6-overlay's own scripts decide, and its versions differ.
        ("init", not ("SIGTERM" or "SIGHUP")) => SignalEffect.Unknown,
        _ => SignalEffect.Drains,
    };

    /// <summary>systemd needs SIGRTMIN+3 to power off (systemd(1), SIGNALS).</summary>
    public static bool IsSystemd(string path) =>
        path is "/sbin/init" or "/usr/sbin/init" or "/lib/systemd/systemd" or "/usr/lib/systemd/systemd" or "systemd";
}
