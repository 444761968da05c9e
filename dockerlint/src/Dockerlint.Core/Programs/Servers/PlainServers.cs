namespace Dockerlint.Programs.Servers;

/// <summary>Servers without a peculiarity: a name and its stop signals.</summary>
internal static class PlainServers
{
    private static readonly SignalEffects _termAndInt = new() { Term = SignalEffect.Drains, Int = SignalEffect.Drains };

    private static readonly SignalEffects _term = new() { Term = SignalEffect.Drains, Int = SignalEffect.Quits };

    /// <summary>Ends at once, open work dropped.</summary>
    private static readonly SignalEffects _fast = new() { Term = SignalEffect.Quits, Int = SignalEffect.Quits };

    /// <summary>Go's runtime ends the program on SIGQUIT, PID 1 or not, and lets SIGWINCH and SIGUSR1 go by (measured).</summary>
    private static readonly SignalEffects _go = _termAndInt with
    {
        Quit = SignalEffect.Quits, Winch = SignalEffect.Ignores, Usr1 = SignalEffect.Ignores,
    };

    /// <summary>SIGHUP reads the configuration anew, SIGUSR1 opens the logs or prints figures.</summary>
    private static readonly SignalEffects _reloading = new() { Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads };

    public static readonly IReadOnlyList<KnownProgram> Programs =
    [
        // Web servers and proxies.
        Row("varnishd", _fast with { Hup = SignalEffect.Ignores }, "measured; varnish-cache.org"),
        Row("privoxy", _fast with { Hup = SignalEffect.Reloads }, "measured; privoxy.org"),
        Row("tinyproxy", _fast with { Usr1 = SignalEffect.Reloads }, "measured; tinyproxy.github.io"),
        Row(
            "lighttpd", _reloading with { Term = SignalEffect.Quits, Int = SignalEffect.Drains },
            "redmine.lighttpd.net/projects/lighttpd/wiki/Docs_Signals"),
        Row("h2o", new SignalEffects { Term = SignalEffect.Drains }, "h2o.examp1e.net/configure/command_options.html"),
        Row("nghttpx", _reloading with { Quit = SignalEffect.Drains }, "nghttp2.org/documentation/nghttpx.1.html, Signals"),
        Row("squid", _term, "wiki.squid-cache.org, shutdown_lifetime"),
        Row("coredns traefik registry", _termAndInt, "Go's os/signal in each"),
        Row("http-server", _fast with { Usr1 = SignalEffect.Ignores }, "measured; github.com/http-party/http-server"),
        new KnownProgram("forever", "measured; github.com/foreversd/forever")
        {
            On = new SignalEffects { Usr1 = SignalEffect.Ignores },
            Advice = "start the program itself, and let the platform restart it",
            WeightOf = static argv => argv.HasWord("start") ? CommandWeight.Daemon : null,
        },
        new KnownProgram("next", "github.com/vercel/next.js, start-server.ts; measured")
        {
            On = _termAndInt,
            WeightOf = static argv => argv.HasWord("start") || argv.HasWord("dev") ? null : CommandWeight.Step,
        },

        // Python and Ruby.
        Row("waitress-serve", new SignalEffects { Int = SignalEffect.Drains }, "measured; docs.pylonsproject.org/projects/waitress"),
        Row("thin", new SignalEffects
        {
            Term = SignalEffect.Drains, Int = SignalEffect.Drains, Quit = SignalEffect.Drains, Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Quits,
        }, "measured; github.com/macournoyer/thin"),

        new KnownProgram("flask", "measured; werkzeug's server catches KeyboardInterrupt only")
        {
            On = new SignalEffects { Int = SignalEffect.Quits },
            Advice = "run it with a server that drains, such as gunicorn; this one is for development",
            WeightOf = static argv => argv.HasWord("run") ? null : CommandWeight.Step,
        },
        Row(
            "streamlit", new SignalEffects { Term = SignalEffect.Quits, Int = SignalEffect.Quits },
            "streamlit/web/bootstrap.py, _set_up_signal_handler"),
        Row(
            "jupyter-lab jupyter-notebook jupyter-server", new SignalEffects { Term = SignalEffect.Quits, Int = SignalEffect.Unknown },
            "jupyter_server/serverapp.py, init_signal"),
        Row("granian", _termAndInt, "github.com/emmett-framework/granian, README and server/common.py"),

        // Databases, caches, brokers.
        Row(
            "kafka-server-start.sh kafka-server-start zookeeper-server-start.sh connect-distributed.sh connect-standalone.sh",
            _termAndInt with { Hup = SignalEffect.Drains }, "kafka bin/kafka-run-class.sh: exec java"),
        new KnownProgram("zkServer.sh", "measured; bin/zkServer.sh: exec java")
        {
            On = new SignalEffects
            {
                Term = SignalEffect.Drains, Int = SignalEffect.Drains, Hup = SignalEffect.Drains, Quit = SignalEffect.Reloads,
            },
            WeightOf = static argv => argv.HasWord("start-foreground") ? null : argv.HasWord("start") ? CommandWeight.Daemon : CommandWeight.Step,
        },
        Row(
            "elasticsearch opensearch logstash", _termAndInt with { Hup = SignalEffect.Drains }, "bin/elasticsearch, bin/logstash: exec java"),
        Row("cockroach", _term, "cockroachlabs.com/docs, cockroach start: Stop"),
        Row("clickhouse-server", _termAndInt, "clickhouse.com/docs, BaseDaemon"),
        Row("sqlservr", _termAndInt, "learn.microsoft.com/sql/linux"),
        Row("influxd", _go with { Hup = SignalEffect.Quits }, "Go's os/signal; measured"),
        Row("etcd", _go with { Hup = SignalEffect.Quits }, "Go's os/signal; measured"),
        Row(
            "nats-server", _go with { Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads },
            "docs.nats.io/running-a-nats-service/nats_admin/signals"),
        Row("consul vault minio", _termAndInt, "Go's os/signal in each"),
        Row("mosquitto", _reloading with { Term = SignalEffect.Drains, Int = SignalEffect.Quits }, "man mosquitto(8), SIGNALS"),
        Row("pgbouncer", _reloading with { Term = SignalEffect.Quits, Int = SignalEffect.Drains }, "pgbouncer.org/usage.html, Signals"),
        Row("slapd", _term with { Hup = SignalEffect.Quits, Usr1 = SignalEffect.Ignores }, "man slapd(8)"),
        new KnownProgram("memcached", "man memcached(1); measured")
        {
            On = _termAndInt with { Hup = SignalEffect.Ignores, Usr1 = SignalEffect.Drains },
            Images = [OfficialImage.WithScript("memcached", "memcached")],
        },
        new KnownProgram("rabbitmq-server", "rabbitmq.com/docs/cli, Shutdown")
        {
            On = _termAndInt, Images = [OfficialImage.WithScript("rabbitmq", "rabbitmq-server")],
        },

        // Monitoring and logs.
        Row("prometheus", _go with { Hup = SignalEffect.Reloads }, "prometheus.io/docs; measured"),
        Row("alertmanager prometheus-alertmanager", _go with { Hup = SignalEffect.Reloads }, "prometheus.io/docs; measured"),
        Row(
            "node_exporter prometheus-node-exporter", _go with { Term = SignalEffect.Quits, Int = SignalEffect.Quits, Hup = SignalEffect.Quits },
            "measured: Go's own default action ends it, PID 1 or not"),
        Row("grafana-server grafana loki", _termAndInt, "Go's os/signal in each"),
        Row(
            "rsyslogd", _term with { Quit = SignalEffect.Quits, Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads },
            "man rsyslogd(8), SIGNALS"),

        // Names, mail, shells, network.
        new KnownProgram("exim4 exim", "measured")
        {
            On = new SignalEffects { Term = SignalEffect.Reloads, Int = SignalEffect.Quits, Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads },
            Advice = "write STOPSIGNAL SIGINT, on which it ends",
            WeightOf = static argv => argv.HasWord("-bdf") ? null : argv.HasWord("-bd") ? CommandWeight.Daemon : CommandWeight.Step,
        },
        new KnownProgram("turnserver", "measured: no handler")
        {
            On = new SignalEffects(), Advice = "put an init in front of it (init: true, tini)",
            WeightOf = static argv => argv.HasWord("-o") ? CommandWeight.Daemon : null,
        },
        Row("dnsmasq", _reloading with { Term = SignalEffect.Drains, Int = SignalEffect.Ignores }, "man dnsmasq(8), NOTES"),
        Row("unbound", _term with { Quit = SignalEffect.Quits, Hup = SignalEffect.Reloads }, "man unbound(8)"),
        Row("named", _term, "man named(8), SIGNALS"),
        Row("nsd", _reloading with { Term = SignalEffect.Drains, Int = SignalEffect.Quits, Quit = SignalEffect.Quits }, "man nsd(8), SIGNALS"),
        Row("knotd", _reloading with { Term = SignalEffect.Drains, Int = SignalEffect.Drains }, "man knotd(8), SIGNALS"),
        Row("dovecot", _reloading with { Term = SignalEffect.Drains, Int = SignalEffect.Quits }, "doc.dovecot.org, Shutting down"),
        Row(
            "stunnel stunnel4", _reloading with { Term = SignalEffect.Quits, Int = SignalEffect.Quits, Quit = SignalEffect.Quits },
            "man stunnel(8), SIGNALS"),
        new KnownProgram("sshd", "man sshd(8); measured")
        {
            On = new SignalEffects { Term = SignalEffect.Quits, Quit = SignalEffect.Quits, Hup = SignalEffect.Reloads },
            WeightOf = static argv => argv.HasFlag('D') || argv.HasFlag('d') ? null : CommandWeight.Daemon,
        },
        new KnownProgram("cron", "measured: cron -f installs no handler but for SIGHUP")
        {
            On = new SignalEffects { Hup = SignalEffect.Reloads }, WeightOf = static argv => argv.HasWord("-f") ? null : CommandWeight.Daemon,
        },
    ];

    /// <summary>A row of programs that are one: the first name is the documentation's.</summary>
    private static KnownProgram Row(string names, SignalEffects effects, string source) => new(names, source) { On = effects };
}
