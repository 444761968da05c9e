using Dockerlint.Text;

namespace Dockerlint.Programs.Launchers;

/// <summary>Commands that prepare something and start another command.</summary>
public static class Wrappers
{
    private static readonly string[] _fourSignals = ["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP"];

    public static Launch? Find(string name, IReadOnlyList<Argument> argv)
    {
        var next = name switch
        {
            "env" => Environment(argv),
            "nohup" or "stdbuf" or "catchsegv" or "ddtrace-run" or "opentelemetry-instrument" or "splunk-py-trace" or "lumigo_tracer" =>
                LaunchOptions.Skip(argv, 1, "ioeu", "--traces_exporter", "--metrics_exporter", "--service_name"),
            "nice" => LaunchOptions.Skip(argv, 1, "n"),
            "ionice" or "chrt" => LaunchOptions.Skip(argv, 1, "cn"),
            "taskset" => After(argv, LaunchOptions.Skip(argv, 1, ""), 1),
            "setpriv" => LaunchOptions.Skip(
                argv, 1, "", "--reuid", "--regid", "--groups", "--inh-caps", "--bounding-set", "--ambient-caps", "--securebits", "--pdeathsig"),
            "gosu" or "su-exec" or "s6-setuidgid" or "setuidgid" or "envdir" or "envuidgid" => After(argv, 1, 1),
            // Both scripts end in exec "$@" (vishnubob/wait-for-it, eficode/wait-for).
            "wait-for-it" or "wait-for-it.sh" or "wait-for" or "wait-for.sh" => AfterDoubleDash(argv),
            // The entrypoint of eclipse-temurin ends so, too (adoptium/containers).
            "__cacert_entrypoint.sh" => 1,
            "chpst" => LaunchOptions.Skip(argv, 1, "uUbenmdofcprtC"),
            "with-contenv" or "s6-envdir" => name == "s6-envdir" ? After(argv, 1, 1) : 1,
            "newrelic-admin" => argv.Count > 1 && argv[1].Value == "run-program" ? 2 : -1,
            "bundle" => argv.Count > 1 && argv[1].Value == "exec" ? 2 : -1,
            "poetry" or "pipenv" or "pdm" or "hatch" or "rye" => argv.Count > 1 && argv[1].Value == "run" ? LaunchOptions.Skip(argv, 2, "") : -1,
            "chamber" => AfterDoubleDash(argv),
            "vault-env" or "aws-vault" => AfterDoubleDash(argv),
            _ => -1,
        };
        if (next > 0)
        {
            return new Launch(LaunchKind.Wrapper, LaunchManner.Execs, next, $"{name} replaces itself by its command");
        }

        if (PythonModules.Find(name, argv) is > 0 and var module)
        {
            return new Launch(LaunchKind.Wrapper, LaunchManner.Execs, module, $"{name} runs the module in its own process");
        }

        return name switch
        {
            // Measured; timeout.c, install_cleanup.
            "timeout" => Forward(name, After(argv, LaunchOptions.Skip(argv, 1, "ks", "--signal", "--kill-after"), 1), _fourSignals),
            // jwilder/dockerize, exec.go.
            "dockerize" => Forward(name, AfterDockerizeOptions(argv), _fourSignals),
            // basecamp/thruster, internal/upstream_process.go; the command of every new Rails application.
            "thrust" => Forward(name, argv.Count > 1 ? 1 : -1, ["SIGTERM", "SIGINT"]),
            // Measured, cross-env 7 and 10, dotenv-cli 11: both wait for their child, whatever it does with the signal.
            "cross-env" => Forward(name, Environment(argv), ["SIGTERM", "SIGINT"]),
            // Python's command of that name has a verb of its own, and its versions differ.
            "dotenv" when argv.Count > 1 && argv[1].Value is not ("run" or null) => Forward(name, AfterDoubleDash(argv), ["SIGTERM", "SIGINT"]),
            "dotenv" => Unknown(name, AfterDoubleDash(argv)),
            // Measured with util-linux 2.38 and strace 6.1: neither has a handler that does more than wait.
            "flock" => Flock(argv),
            "strace" => Stay(name, LaunchOptions.Skip(argv, 1, "oepsuaIESbPOX"), "it passes nothing on"),
            // Measured: it waits for both of its children and passes nothing on.
            "dbus-run-session" => Stay(name, LaunchOptions.Skip(argv, 1, "", "--config-file", "--dbus-daemon"), "it passes nothing on"),
            "doppler" or "infisical" or "op" or "envconsul" or "dotenvx" => Unknown(name, AfterDoubleDash(argv)),
            // uv passes SIGTERM on from 0.5 on (astral-sh/uv#6724, #8933).
            "uv" when argv.Count > 1 && argv[1].Value == "run" => Forward(name, LaunchOptions.Skip(
                argv, 2, "p", "--with", "--python", "--env-file", "--group", "--extra", "--directory", "--project", "--index-url")),
            "xvfb-run" => Stay(name, LaunchOptions.Skip(argv, 1, "efnpsw"), "its shell script waits without exec and without a trap"),
            // conda/cli/main_run.py: a script in a child process, which it waits for.
            "conda" when argv.Count > 1 && argv[1].Value == "run" =>
                Unknown(name, LaunchOptions.Skip(argv, 2, "np", "--name", "--prefix", "--cwd")),
            _ => null,
        };
    }

    /// <summary>su, sudo, runuser: they wait for a child instead of becoming it.</summary>
    public static Launch? FindUserSwitch(string name, IReadOnlyList<Argument> argv)
    {
        switch (name)
        {
            case "su" or "runuser":
                for (var i = 1; i < argv.Count; i++)
                {
                    if (argv[i].Value is "-c" or "--command" && i + 1 < argv.Count)
                    {
                        return UserSwitch(name, i + 1) with { TakesShellText = true };
                    }
                }

                var dashes = AfterDoubleDash(argv);
                return name == "runuser" && dashes > 0 ? UserSwitch(name, dashes) : null;
            case "sudo":
                var next = LaunchOptions.Skip(argv, 1, "ugpChrtDRT", "--user", "--group", "--chdir");
                return next < 0 ? null : new Launch(LaunchKind.UserSwitch, LaunchManner.Unknown, next, "sudo stays in front of its command")
                {
                    HandlingIsUnknown = true,
                };
            default:
                return null;
        }
    }

    private static Launch UserSwitch(string name, int next) =>
        new(LaunchKind.UserSwitch, LaunchManner.Forwards, next, $"{name} stays in front, passes SIGTERM on and sends SIGKILL 2 s later")
        {
            PassesOn = ["SIGTERM"],
        };

    private static Launch? Forward(string name, int next, IReadOnlyList<string>? signals = null) => next < 0
        ? null
        : new Launch(LaunchKind.Wrapper, LaunchManner.Forwards, next, $"{name} passes the signal on and waits") { PassesOn = signals };

    /// <summary><c>flock FILE command</c> waits for it; with <c>--no-fork</c> it becomes it, and <c>flock 9</c> only locks.</summary>
    private static Launch? Flock(IReadOnlyList<Argument> argv)
    {
        var file = LaunchOptions.Skip(argv, 1, "wE", "--wait", "--timeout", "--conflict-exit-code");
        var next = After(argv, file, 1);
        if (next < 0 || next >= argv.Count)
        {
            return null;
        }

        if (argv[next].Value is "-c" or "--command")
        {
            return next + 1 < argv.Count ? Stay("flock", next + 1, "it passes nothing on")! with { TakesShellText = true } : null;
        }

        return LaunchOptions.Has(argv, file, "-F", "--no-fork")
            ? new Launch(LaunchKind.Wrapper, LaunchManner.Execs, next, "flock --no-fork replaces itself by its command")
            : Stay("flock", next, "it passes nothing on");
    }

    private static Launch? Unknown(string name, int next) => next < 0
        ? null
        : new Launch(LaunchKind.Wrapper, LaunchManner.Unknown, next, $"{name} starts its command as a child") { HandlingIsUnknown = true };

    private static Launch? Stay(string name, int next, string how) => next <= 0
        ? null
        : new Launch(LaunchKind.Wrapper, LaunchManner.Stays, next, $"{name} starts its command as a child, and {how}");

    /// <summary>jwilder/dockerize: Go's options, and the first word that is none begins the command.</summary>
    private static int AfterDockerizeOptions(IReadOnlyList<Argument> argv)
    {
        string[] withValue =
        [
            "-wait", "-timeout", "-template", "-stdout", "-stderr", "-delims", "-wait-retry-interval", "-wait-http-header", "-env", "-interval",
            "-multiline", "-validate-cert",
        ];
        var i = 1;
        while (i < argv.Count && argv[i].Value is ['-', ..] option && option != "--")
        {
            i += Array.IndexOf(withValue, option.StartsWith("--", StringComparison.Ordinal) ? option.Substring(1) : option) >= 0 ? 2 : 1;
        }

        i += i < argv.Count && argv[i].Value == "--" ? 1 : 0;
        return i < argv.Count ? i : -1;
    }

    /// <summary><c>env -i HOME=/ $CARRIED node app.js</c>: words that are not known in front of a program are taken for its variables.</summary>
    private static int Environment(IReadOnlyList<Argument> argv)
    {
        var firstUnknown = -1;
        for (var i = 1; i < argv.Count; i++)
        {
            switch (argv[i].Value)
            {
                case null:
                    firstUnknown = firstUnknown < 0 ? i : firstUnknown;
                    break;
                case "-u" or "-C" or "--unset" or "--chdir":
                    i++;
                    break;
                case not ['-', ..] and { } word when word.IndexOf('=') <= 0:
                    return i;
            }
        }

        return firstUnknown < 0 ? argv.Count : firstUnknown;
    }

    private static int After(IReadOnlyList<Argument> argv, int index, int count) => index < 0 || index + count > argv.Count ? -1 : index + count;

    private static int AfterDoubleDash(IReadOnlyList<Argument> argv)
    {
        for (var i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value == "--")
            {
                return i + 1;
            }
        }

        return -1;
    }
}
