using Dockerlint.Containers;

namespace Dockerlint.SignalPath.Programs;

/// <summary>Whether a command of a script is what the container is for.</summary>
public enum CommandWeight
{
    /// <summary>A step: <c>echo</c>, <c>mkdir</c>, <c>export</c>; never the main program.</summary>
    Step,

    /// <summary>Could be either; the last one of a script is taken for the main program.</summary>
    Unknown,

    /// <summary>Puts itself into the background and returns.</summary>
    Daemon,

    /// <summary>Runs until it is stopped.</summary>
    LongRunning,

    /// <summary>A prompt.</summary>
    Interactive,
}

public static class CommandWeights
{
    private static readonly HashSet<string> Steps = new(StringComparer.Ordinal)
    {
        ":", "true", "false", "test", "[", "[[", "echo", "printf", "cat", "ls", "pwd", "date", "whoami", "id", "uname", "hostname", "env", "printenv", "which", "type", "hash",
        "cd", "pushd", "popd", "export", "unset", "local", "declare", "typeset", "readonly", "set", "shopt", "shift", "read", "getopts", "umask", "ulimit", "alias", "source", "let", "return", "break", "continue",
        "mkdir", "rmdir", "rm", "cp", "mv", "ln", "touch", "chmod", "chown", "chgrp", "install", "find", "stat", "readlink", "realpath", "basename", "dirname", "mktemp", "tee", "sync", "mknod", "mkfifo", "mount",
        "sed", "awk", "gawk", "grep", "egrep", "fgrep", "cut", "tr", "sort", "uniq", "head", "wc", "xargs", "diff", "cmp", "tar", "gzip", "gunzip", "unzip", "base64", "md5sum", "sha256sum", "openssl", "envsubst", "jq", "yq",
        "apt-get", "apt", "apk", "yum", "dnf", "pip", "pip3", "gem", "update-ca-certificates", "ldconfig", "locale-gen", "dpkg-reconfigure", "keytool",
        "useradd", "groupadd", "usermod", "groupmod", "adduser", "addgroup", "passwd", "chpasswd", "getent", "sysctl", "modprobe", "ip", "iptables", "ifconfig", "route",
        "curl", "wget", "nc", "ping", "dig", "nslookup", "getfacl", "setfacl", "setcap", "ssh-keygen", "ssh-keyscan", "git", "aws", "gcloud", "az", "kubectl",
        "mysql", "mysqladmin", "psql", "pg_isready", "createdb", "redis-cli", "mongosh", "rabbitmqctl", "sqlcmd", "pg_dump", "mysqldump", "initdb", "mysql_install_db", "mysqld_safe_helper",
        "sleep", "wait-for-it", "wait-for-it.sh", "wait-for", "wait-for.sh", "dockerize", "alembic", "flyway", "liquibase", "kill", "pkill", "killall", "ps", "pgrep", "jobs", "disown", "times", "logger", "clear", "tput", "stty", "time",
        "ab", "hey", "wrk", "siege", "vegeta", "fortio", "phantomjs", "ginkgo", "k6", "locust", "newman", "cypress", "tsc", "make", "cmake", "gcc", "pytest", "tox", "eslint", "jest", "mocha", "phpunit", "rspec", "a2enmod", "a2dissite", "a2ensite", "a2enconf",
    };

    private static readonly HashSet<string> Shells = new(StringComparer.Ordinal) { "sh", "bash", "ash", "dash", "zsh", "fish", "ksh", "python", "python3", "node", "irb", "pwsh", "iex", "psysh", "ipython" };

    /// <param name="argv">Expanded as far as known; the first word's value may be null.</param>
    public static CommandWeight Of(IReadOnlyList<Argument> argv)
    {
        if (argv.Count == 0 || argv[0].Value is not { } path)
        {
            return CommandWeight.Unknown;
        }

        string name = ProgramName.Of(path);
        if (Started(name, argv) is { } started)
        {
            return Of(started);
        }

        if (IsIdle(name, argv))
        {
            return CommandWeight.LongRunning;
        }

        if (name is "nginx" or "openresty" && IsNginxDaemon(argv) || HasWord(argv, "--daemonize") || HasWord(argv, "--daemon") || name is "service" or "systemctl" or "rc-service" or "start-stop-daemon"
            || name == "caddy" && HasWord(argv, "start") || path.StartsWith("/etc/init.d/", StringComparison.Ordinal) || name is "cron" && !HasWord(argv, "-f"))
        {
            return IsOneShotFlag(argv) ? CommandWeight.Step : CommandWeight.Daemon;
        }

        if (IsOneShotFlag(argv) || Steps.Contains(name) || IsBuildOrMigration(name, argv))
        {
            return CommandWeight.Step;
        }

        if (Shells.Contains(name) && IsPrompt(argv))
        {
            return CommandWeight.Interactive;
        }

        return ServerTable.Find(name) is not null ? CommandWeight.LongRunning : CommandWeight.Unknown;
    }

    /// <summary>What a wrapper is there to start; null for a program that is none, or starts nothing here.</summary>
    private static List<Argument>? Started(string name, IReadOnlyList<Argument> argv) =>
        (Inits.Find(name, argv) ?? Wrappers.Find(name, argv)) is { TakesShellText: false, Next: > 0 and var next } && next < argv.Count ? [.. argv.Skip(next)] : null;

    /// <summary>Keeps a container alive and does nothing.</summary>
    public static bool IsIdle(string name, IReadOnlyList<Argument> argv) => name switch
    {
        "sleep" => HasWord(argv, "infinity") || HasWord(argv, "inf") || argv.Count == 2 && int.TryParse(argv[1].Value?.TrimEnd('d', 'h', 'm', 's'), out int seconds) && (seconds >= 100_000 || argv[1].Value!.EndsWith("d", StringComparison.Ordinal)),
        "tail" => HasFlag(argv, 'f') || HasFlag(argv, 'F') || HasWord(argv, "--follow"),
        _ => false,
    };

    private static bool IsPrompt(IReadOnlyList<Argument> argv)
    {
        for (int i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value is not { } word || word is not ("-i" or "-l" or "--login" or "-a" or "-il" or "-li"))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNginxDaemon(IReadOnlyList<Argument> argv)
    {
        for (int i = 1; i < argv.Count; i++)
        {
            // -c or a variable may bring a configuration with "daemon off".
            if (argv[i].Value is not { } word || word.Contains("daemon") || word is "-c" or "-p")
            {
                return false;
            }
        }

        return argv.Count == 1 || argv[1].Value is "-s" or "-t" or "-v" or "-V" or "-T";
    }

    private static bool IsOneShotFlag(IReadOnlyList<Argument> argv) =>
        argv.Count >= 2 && argv[1].Value is "--version" or "-v" or "-V" or "--help" or "-h" or "-t" or "-T" or "configtest" or "stop" or "-s"
        && argv.Count <= 3;

    private static bool IsBuildOrMigration(string name, IReadOnlyList<Argument> argv)
    {
        string? second = argv.Count > 1 ? argv[1].Value : null;
        string? third = argv.Count > 2 ? argv[2].Value : null;
        return name switch
        {
            "dotnet" => second is "ef" or "test" or "build" or "restore" or "publish" or "tool" or "clean" or "dev-certs" or "nuget" or "new" or "--info" or "--list-runtimes",
            "npm" or "pnpm" or "yarn" or "bun" => second is "install" or "ci" or "i" or "test" or "t" or "build" or "add" or "cache" or "config" or "audit" || second is "run" && third is "build" or "test" or "lint" or "migrate" or "seed",
            "npx" => second is "prisma" or "sequelize" or "sequelize-cli" or "knex" or "typeorm" or "tsc" or "playwright",
            "python" or "python3" => second is "manage.py" && third is "migrate" or "collectstatic" or "makemigrations" or "createsuperuser" or "loaddata" or "check" or "compilemessages" or "test" or "createcachetable" or "flush"
                || second is "-m" && third is "pytest" or "unittest" or "pip" or "venv" or "compileall" or "alembic" or "json.tool" || second is "-c",
            "django-admin" => second is not "runserver",
            "flask" => second is "db" or "init-db" or "routes",
            "rails" or "bundle" or "rake" => second is "db:migrate" or "db:prepare" or "db:create" or "db:setup" or "assets:precompile" or "install" or "check" or "config",
            "php" => second is "artisan" && third is not ("serve" or "queue:work" or "queue:listen" or "schedule:work" or "horizon" or "octane:start" or "reverb:start") || second is "-r" or "bin/console",
            "composer" => true,
            "go" => second is "build" or "test" or "vet" or "mod" or "generate" or "install" or "get",
            "cargo" => second is "build" or "test" or "check" or "install" or "clippy",
            "mvn" or "mvnw" or "gradle" or "gradlew" => HasWord(argv, "test") || HasWord(argv, "package") || HasWord(argv, "install") || HasWord(argv, "build") || HasWord(argv, "verify"),
            "redis-server" or "nginx" or "postgres" or "mysqld" or "mariadbd" => HasWord(argv, "--initialize") || HasWord(argv, "--initialize-insecure") || HasWord(argv, "--bootstrap") || HasWord(argv, "--verbose"),
            _ => false,
        };
    }

    internal static bool HasWord(IReadOnlyList<Argument> argv, string word)
    {
        for (int i = 1; i < argv.Count; i++)
        {
            if (string.Equals(argv[i].Value, word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasFlag(IReadOnlyList<Argument> argv, char flag)
    {
        for (int i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value is ['-', not '-', ..] word && word.IndexOf(flag) > 0)
            {
                return true;
            }
        }

        return false;
    }
}
