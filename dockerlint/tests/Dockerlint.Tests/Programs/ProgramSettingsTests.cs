using Dockerlint.Programs;
using Dockerlint.Programs.Launchers;
using Dockerlint.Stops;
using Dockerlint.Tests.SignalPath;

namespace Dockerlint.Tests.Programs;

/// <summary>What options, settings files and variables make of a program's drain time and of its signals.</summary>
public sealed class ProgramSettingsTests
{
    private const string Base = "FROM debian:12\nWORKDIR /app\nCOPY . .\n";

    [Theory]
    [InlineData("CMD [\"sidekiq\"]", "", "", 25.0)]
    [InlineData("CMD [\"bundle\", \"exec\", \"sidekiq\", \"-t\", \"600\"]", "", "", 600.0)]
    [InlineData("CMD [\"sidekiq\"]", "config/sidekiq.yml", ":concurrency: 5\n:timeout: 55\n", 55.0)]
    [InlineData("CMD [\"sidekiq\", \"-C\", \"other.yml\"]", "other.yml", "timeout: 12 # short\n", 12.0)]
    [InlineData("CMD [\"gunicorn\", \"app:app\"]", "", "", 30.0)]
    [InlineData("CMD [\"gunicorn\", \"app:app\"]", "gunicorn.conf.py", "workers = 2\ngraceful_timeout = 90\n", 90.0)]
    [InlineData("CMD [\"gunicorn\", \"-c\", \"conf.py\", \"app:app\"]", "conf.py", "graceful_timeout=45\n", 45.0)]
    [InlineData("CMD [\"gunicorn\", \"-c\", \"conf.py\", \"app:app\"]", "conf.py", "# graceful_timeout = 45\n", 30.0)]
    [InlineData("CMD [\"gunicorn\", \"-c\", \"conf.py\", \"app:app\"]", "", "", null)]
    [InlineData("CMD [\"gunicorn\", \"app:app\"]", "gunicorn.conf.py", "graceful_timeout = int(os.environ['T'])\n", null)]
    [InlineData("ENV GUNICORN_CMD_ARGS=\"--graceful-timeout 70\"\nCMD [\"gunicorn\", \"app:app\"]", "gunicorn.conf.py", "graceful_timeout = 5\n",
        70.0)]
    [InlineData("CMD [\"fastify\", \"start\", \"app.js\"]", "", "", 0.5)]
    [InlineData("CMD [\"fastify\", \"start\", \"-g\", \"5000\", \"app.js\"]", "", "", null)]
    [InlineData("CMD [\"puma\"]", "config/puma.rb", "port 80\nforce_shutdown_after 20\n", 20.0)]
    [InlineData("CMD [\"puma\", \"-C\", \"p.rb\"]", "p.rb", "force_shutdown_after(8)\n", 8.0)]
    public void DrainTime_IsReadWhereTheProgramReadsIt(string command, string path, string content, double? seconds)
    {
        var folder = path.Length == 0 ? Folder.Of(Base + command) : Folder.Of(Base + command, (path, content));

        Assert.Equal(seconds, Assert.Single(folder.Workspace().Stops).Budget.Need.Seconds);
    }

    /// <summary>Its services are in scripts that nobody has read.</summary>
    [Fact]
    public void ServicesOfS6_AreAnAssumption()
    {
        var route = Folder.Of(Base + "CMD [\"s6-svscan\", \"/etc/s6\"]").Route();

        Assert.Equal((Verdict.Graceful, false), (route.Verdict, route.IsCertain));
    }

    [Theory]
    [InlineData("CMD [\"uwsgi\", \"--master\"]", "", "", Verdict.KilledAfterGrace)]
    [InlineData("CMD [\"uwsgi\", \"--master\", \"--die-on-term\"]", "", "", Verdict.CutShort)]
    [InlineData("CMD [\"uwsgi\", \"--ini\", \"uwsgi.ini\"]", "uwsgi.ini", "[uwsgi]\nmaster = true\ndie-on-term = true\n", Verdict.CutShort)]
    [InlineData("CMD [\"uwsgi\", \"--ini\", \"uwsgi.ini\"]", "uwsgi.ini", "[uwsgi]\nmaster = true\n", Verdict.KilledAfterGrace)]
    [InlineData("CMD [\"uwsgi\", \"--ini\", \"elsewhere.ini\"]", "", "", Verdict.Unknown)]
    [InlineData("STOPSIGNAL SIGQUIT\nCMD [\"php-fpm\"]", "", "", Verdict.Unknown)]
    [InlineData("STOPSIGNAL SIGTERM\nCMD [\"php-fpm\"]", "", "", Verdict.CutShort)]
    [InlineData("STOPSIGNAL SIGUSR1\nCMD [\"nginx\", \"-g\", \"daemon off;\"]", "", "", Verdict.KilledAfterGrace)]
    [InlineData("STOPSIGNAL SIGTERM\nCMD [\"postgres\"]", "", "", Verdict.Unknown)]
    [InlineData("STOPSIGNAL SIGINT\nCMD [\"postgres\"]", "", "", Verdict.Graceful)]
    [InlineData("CMD [\"waitress-serve\", \"app:app\"]", "", "", Verdict.KilledAfterGrace)]
    [InlineData("CMD [\"python\", \"-u\", \"-m\", \"hypercorn\", \"app:app\"]", "", "", Verdict.Graceful)]
    [InlineData("CMD [\"python3\", \"-X\", \"dev\", \"-m\", \"pipenv\", \"run\", \"gunicorn\", \"app:app\"]", "", "", Verdict.Graceful)]
    // The application's own module of a known server's name.
    [InlineData("CMD [\"python\", \"-m\", \"registry\"]", "registry.py", "while True:\n    pass\n", Verdict.KilledAfterGrace)]
    [InlineData("CMD [\"vite\", \"preview\"]", "", "", Verdict.CutShort)]
    [InlineData("CMD [\"jupyter\", \"lab\"]", "", "", Verdict.CutShort)]
    [InlineData("CMD [\"mkdocs\", \"serve\"]", "", "", Verdict.KilledAfterGrace)]
    [InlineData("CMD [\"celery\", \"-A\", \"tasks\", \"worker\"]", "", "", Verdict.Graceful)]
    [InlineData("ENTRYPOINT [\"dumb-init\"]\nCMD [\"celery\", \"-A\", \"tasks\", \"worker\"]", "", "", Verdict.CutShort)]
    [InlineData("ENTRYPOINT [\"dumb-init\", \"-c\"]\nCMD [\"celery\", \"-A\", \"tasks\", \"worker\"]", "", "", Verdict.Graceful)]
    [InlineData("ENV DUMB_INIT_SETSID=0\nENTRYPOINT [\"dumb-init\"]\nCMD [\"celery\", \"-A\", \"tasks\", \"worker\"]", "", "", Verdict.Graceful)]
    [InlineData("ENTRYPOINT [\"dumb-init\"]\nCMD [\"celery\", \"-A\", \"tasks\", \"worker\", \"-P\", \"threads\"]", "", "", Verdict.Graceful)]
    [InlineData("ENTRYPOINT [\"tini\", \"--\"]\nCMD [\"celery\", \"-A\", \"tasks\", \"worker\"]", "", "", Verdict.Graceful)]
    [InlineData("ENTRYPOINT [\"tini\", \"-vg\", \"--\"]\nCMD [\"celery\", \"-A\", \"tasks\", \"worker\"]", "", "", Verdict.CutShort)]
    [InlineData("ENV TINI_KILL_PROCESS_GROUP=1\nENTRYPOINT [\"tini\", \"--\"]\nCMD [\"celery\", \"-A\", \"tasks\", \"worker\"]",
        "", "", Verdict.CutShort)]
    public void Signal_DoesWhatTheCallMakesOfIt(string command, string path, string content, Verdict verdict)
    {
        var folder = path.Length == 0 ? Folder.Of(Base + command) : Folder.Of(Base + command, (path, content));

        Assert.Equal(verdict, folder.Route().Verdict);
    }

    [Theory]
    [InlineData("FROM php:8.3-fpm\nCOPY zz.conf /usr/local/etc/php-fpm.d/zz-docker.conf\n", "process_control_timeout = 20s", Verdict.Graceful)]
    [InlineData("FROM php:8.3-fpm\nCOPY zz.conf /usr/local/etc/php-fpm.d/zz-docker.conf\n", "process_control_timeout = 0", Verdict.CutShort)]
    [InlineData("FROM php:8.3-fpm\nCOPY zz.conf /usr/local/etc/php-fpm.d/zz-docker.conf\n", "daemonize = no", Verdict.Unknown)]
    public void PhpFpm_DrainsOnlyWithAControlTimeout(string dockerfile, string setting, Verdict verdict) =>
        Assert.Equal(verdict, Folder.Of(dockerfile + "CMD [\"php-fpm\"]\n", ("zz.conf", "[global]\n" + setting + "\n")).Route().Verdict);

    [Theory]
    [InlineData("16", "SIGINT")]
    [InlineData("latest", "SIGINT")]
    [InlineData("12", "SIGINT")]
    [InlineData("12.5-alpine", "SIGINT")]
    [InlineData("12.1", null)]
    [InlineData("9.6.19", "unknown")]
    [InlineData("9.6.18-alpine", null)]
    [InlineData("9.6", "SIGINT")]
    [InlineData("9.4", null)]
    [InlineData("11.9", "unknown")]
    public void Postgres_StopsByTheSignalOfItsTag(string tag, string? signal)
    {
        var image = ProgramCatalog.Find("postgres")!.Images.First(static image => image.Repository == "postgres").ForTag(tag);

        Assert.Equal(signal, image.StopSignalIsKnown ? image.StopSignal : "unknown");
    }

    [Theory]
    [InlineData("tini", true, false)]
    [InlineData("podman-init", true, false)]
    [InlineData("s6-svscan", true, false)]
    [InlineData("dumb-init", true, true)]
    [InlineData("supervisord", false, false)]
    public void Inits_AreOneTable(string name, bool passesOn, bool signalsGroup)
    {
        Assert.Equal(passesOn, Inits.PassesSignalsOn(name));
        Assert.Equal(signalsGroup, Inits.SignalsGroup(name, []));
    }
}
