using Dockerlint.Text;

namespace Dockerlint.Programs;

/// <summary>Commands that prepare something and end: never what a container is for.</summary>
internal static class Steps
{
    private static readonly HashSet<string> _names = new(StringComparer.Ordinal);

    static Steps()
    {
        foreach (var row in Rows)
        {
            _names.UnionWith(row.Split(' '));
        }
    }

    private static string[] Rows =>
    [
        ": true false test [ [[ echo printf cat ls pwd date whoami id uname hostname env printenv which type hash",
        "cd pushd popd export unset local declare typeset readonly set shopt shift read getopts umask ulimit alias source let return",
        "break continue mapfile readarray",
        "mkdir rmdir rm cp mv ln touch chmod chown chgrp install find stat readlink realpath basename dirname mktemp tee sync mknod",
        "mkfifo mount umount mkfs mke2fs mkswap swapon swapoff losetup fsck e2fsck tune2fs resize2fs parted sfdisk wipefs cryptsetup dd truncate",
        "fallocate fusermount lvcreate lvextend pvcreate vgcreate exportfs",
        "sed awk gawk grep egrep fgrep cut tr sort uniq head wc xargs diff cmp tar gzip gunzip unzip base64 md5sum sha256sum openssl",
        "envsubst jq yq tail tac nl comm join split paste fold column expr nproc df du ss netstat lsof host ldd file strings zip xz bzip2 zstd gpg",
        "apt-get apt apk yum dnf pip pip3 gem update-ca-certificates ldconfig locale-gen dpkg-reconfigure keytool",
        "useradd groupadd usermod groupmod userdel groupdel deluser delgroup gpasswd adduser addgroup passwd chpasswd getent sysctl modprobe",
        "ip iptables ifconfig route",
        "curl wget nc ping dig nslookup getfacl setfacl setcap ssh-keygen ssh-keyscan git aws gcloud az kubectl",
        "mysql mysqladmin psql pg_isready createdb redis-cli mongosh rabbitmqctl sqlcmd pg_dump mysqldump initdb mysql_install_db",
        "mysqld_safe_helper pg_md5 pg_enc",
        "sleep wait-for-it wait-for-it.sh wait-for wait-for.sh dockerize alembic flyway liquibase migrate kill pkill killall ps pgrep disown",
        "times logger clear tput stty time enable bind history unalias dirs seq bc free lscpu nvidia-smi dos2unix gomplate crontab phpenmod visudo",
        "wineboot winetricks usage build.sh test.sh tests.sh lint.sh run-tests.sh run_tests.sh runtests.sh",
        "ab hey wrk siege vegeta fortio phantomjs ginkgo k6 locust newman cypress tsc make cmake gcc pytest tox eslint jest mocha phpunit",
        "ruff mypy black isort flake8 pylint bandit golangci-lint shellcheck hadolint prettier",
        "lcov genhtml gcov gcovr nyc grcov llvm-cov llvm-profdata rust-cov rust-profdata",
        "mountpoint blkid lsblk findmnt",
        "rspec a2enmod a2dissite a2ensite a2enconf deactivate dpkg-buildpackage dpkg-deb debuild lintian rpmbuild fakeroot",
        "sqlplus ysqlsh ycqlsh cqlsh clickhouse-client influx etcdctl mongo mongoimport mongorestore mariadb mariadb-admin mariadb-dump",
        "kafka-topics kafka-topics.sh kafka-configs kafka-configs.sh kafka-acls kafka-acls.sh kafka-broker-api-versions.sh kafka-storage.sh",
    ];

    private static readonly string[] _verbsOfSteps =
    [
        "wait_", "wait-", "make", "create", "load", "compile", "clear", "init", "seed", "setup", "ensure", "configure", "register_",
    ];

    public static bool Contains(string name, IReadOnlyList<Argument> argv) => _names.Contains(name)
        || name.StartsWith("mkfs.", StringComparison.Ordinal) || name.StartsWith("fsck.", StringComparison.Ordinal)
        || name.StartsWith("wait-", StringComparison.Ordinal) || name.StartsWith("wait_", StringComparison.Ordinal)
        || IsBuildOrMigration(name, argv);

    /// <summary>A step of a program that also runs applications: <c>npm ci</c>, <c>manage.py migrate</c>.</summary>
    private static bool IsBuildOrMigration(string name, IReadOnlyList<Argument> argv)
    {
        var second = argv.Count > 1 ? argv[1].Value : null;
        var third = argv.Count > 2 ? argv[2].Value : null;
        return name switch
        {
            "dotnet" => second is "ef" or "test" or "build" or "build-server" or "restore" or "publish" or "tool" or "clean" or "dev-certs"
                    or "nuget" or "new" or "--info" or "--version" or "--list-runtimes" or "--list-sdks" or "pack" or "format" or "workload"
                    or "msbuild" or "vstest",
            "command" => second is "-v" or "-V",
            // An installer or an uploader, fetched and run.
            "bash" or "sh" => argv.Count > 1 && argv[1].Text.StartsWith("<(", StringComparison.Ordinal),
            "restic" => second is not "mount",
            "rclone" => second is not ("mount" or "serve" or "rcd"),
            // What they open stays in their server; see tmux(1) and screen(1).
            "tmux" => second is not (null or "attach" or "attach-session" or "new" or "new-session" or "wait-for"),
            "screen" => argv.HasFlag('X') || second is "-ls" or "-list" or "-wipe",
            "supervisorctl" => second is not (null or "tail" or "fg" or ['-', ..]),
            "wineserver" => second is ['-', 'k', ..],
            "tailscale" => second is not (null or "serve" or "web" or "nc"),
            "iperf" => argv.HasFlag('c'),
            "steamcmd" or "steamcmd.sh" => argv.HasWord("+quit") || argv.HasWord("+exit"),
            "npm" or "pnpm" or "yarn" or "bun" => second is "install" or "ci" or "i" or "test" or "t" or "build" or "add" or "cache"
                    or "config" or "audit"
                || second is "run" && IsPackageScript(third),
            "playwright" or "vitest" or "wdio" => second is null or "test" or "run" or "install",
            "npx" => second is "prisma" or "sequelize" or "sequelize-cli" or "knex" or "typeorm" or "tsc" or "playwright",
            "manage.py" => IsManagementStep(second),
            "python" or "python3" => second is not null && ProgramName.Of(second) == "manage.py" && IsManagementStep(third)
                || second is "-m" && third is "pytest" or "unittest" or "pip" or "venv" or "compileall" or "alembic" or "json.tool" || second is "-c",
            "django-admin" => second is not "runserver",
            "flask" => second is "db" or "init-db" or "routes",
            "rails" or "bundle" or "rake" => second is "db:migrate" or "db:prepare" or "db:create" or "db:setup" or "assets:precompile"
                    or "install" or "check" or "config",
            "php" => second is "artisan" && third is not ("serve" or "queue:work" or "queue:listen" or "schedule:work" or "horizon"
                    or "octane:start" or "reverb:start")
                || second is "-r" or "bin/console",
            "composer" => true,
            "go" => second is "build" or "test" or "vet" or "mod" or "generate" or "install" or "get",
            "cargo" => second is "build" or "test" or "check" or "install" or "clippy",
            "mvn" or "mvnw" or "gradle" or "gradlew" => argv.HasWord("test") || argv.HasWord("package") || argv.HasWord("install")
                || argv.HasWord("build") || argv.HasWord("verify"),
            _ => false,
        };
    }

    /// <summary>By the name that projects give a package script: <c>build</c>, <c>test:unit</c>, <c>db:migrate</c>.</summary>
    public static bool IsPackageScript(string? script) => script?.Split(':') is [var first, ..] parts && !Array.Exists(parts, IsWatching)
        && (first is "build" or "test" or "lint" or "migrate" or "seed" or "typecheck" or "format"
            || parts is ["db", "migrate" or "seed" or "push" or "setup"]);

    private static bool IsWatching(string part) => part is "watch" or "dev" or "serve" or "server" or "start" or "ui";

    /// <summary>Commands of Django and of projects that go by its manner: <c>migrate</c>, <c>wait_for_db</c>, <c>create_bucket</c>.</summary>
    private static bool IsManagementStep(string? command)
    {
        if (command is "migrate" or "collectstatic" or "check" or "test" or "flush" or "showmigrations" or "diffsettings" or "shell" or "dbshell")
        {
            return true;
        }

        foreach (var verb in _verbsOfSteps)
        {
            if (command?.StartsWith(verb, StringComparison.Ordinal) is true)
            {
                return true;
            }
        }

        return false;
    }
}
