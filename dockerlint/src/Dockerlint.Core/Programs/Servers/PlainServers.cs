namespace Dockerlint.Programs.Servers;

/// <summary>Servers without a peculiarity: a name and its stop signals.</summary>
internal static class PlainServers
{
    private static readonly SignalEffects _termAndInt = new() { Term = SignalEffect.Drains, Int = SignalEffect.Drains };

    /// <summary>The JVM's shutdown hooks run on these three (docs.oracle.com, Runtime.addShutdownHook).</summary>
    private static readonly SignalEffects _jvm = _termAndInt with { Hup = SignalEffect.Drains };

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
        Row(
            "varnishd", _fast with { Hup = SignalEffect.Ignores }, "measured; varnish-cache.org",
            OfficialImage.Running("varnish", "/usr/local/bin/docker-varnish-entrypoint", "varnishd -F")) with
        {
            WeightOf = static argv => argv.HasWord("-C") ? CommandWeight.Step : null,
        },
        Row("privoxy", _fast with { Hup = SignalEffect.Reloads }, "measured; privoxy.org"),
        Row("tinyproxy", _fast with { Usr1 = SignalEffect.Reloads }, "measured; tinyproxy.github.io"),
        Row(
            "lighttpd", _reloading with { Term = SignalEffect.Quits, Int = SignalEffect.Drains },
            "redmine.lighttpd.net/projects/lighttpd/wiki/Docs_Signals"),
        Row("h2o", new SignalEffects { Term = SignalEffect.Drains }, "h2o.examp1e.net/configure/command_options.html"),
        Row("nghttpx", _reloading with { Quit = SignalEffect.Drains }, "nghttp2.org/documentation/nghttpx.1.html, Signals"),
        Row("squid", _term, "wiki.squid-cache.org, shutdown_lifetime") with
        {
            WeightOf = static argv => argv.HasFlag('z') || argv.HasFlag('k') ? CommandWeight.Step : null,
        },
        Row("coredns", _termAndInt, "Go's os/signal", OfficialImage.Of("coredns/coredns", "/coredns")),
        Row(
            "traefik", _termAndInt, "doc.traefik.io, Transport: lifeCycle",
            new OfficialImage("traefik") { Entrypoint = ["/entrypoint.sh"], ExecsArguments = true, Cmd = ["traefik"] }),
        Row(
            "registry", _termAndInt, "Go's os/signal",
            OfficialImage.Running("registry", "/entrypoint.sh", "registry serve", "/etc/docker/registry/config.yml")),
        Row(
            "nginx-ingress-controller", _term, "github.com/kubernetes/ingress-nginx, cmd/nginx/main.go",
            OfficialImage.Of("registry.k8s.io/ingress-nginx/controller", "/usr/bin/dumb-init", "/nginx-ingress-controller") with
            {
                Entrypoint = ["/usr/bin/dumb-init", "--"],
            }),
        Row("oauth2-proxy", _termAndInt, "pkg/http/server.go: Shutdown", OfficialImage.Of("quay.io/oauth2-proxy/oauth2-proxy", "/bin/oauth2-proxy")),
        Row("kc.sh", _jvm, "bin/kc.sh: eval exec java", OfficialImage.Of("quay.io/keycloak/keycloak", "/opt/keycloak/bin/kc.sh")) with
        {
            WeightOf = static argv => argv.StepUnless("start", "start-dev"),
        },
        Row("http-server", _fast with { Usr1 = SignalEffect.Ignores }, "measured; github.com/http-party/http-server"),
        new KnownProgram("json-server", "measured; node installs no handler of its own, and json-server none")
        {
            On = new SignalEffects { Usr1 = SignalEffect.Ignores },
            Advice = "it is for development; an init in front of it ends it",
        },
        Row(
            "vite", new SignalEffects { Term = SignalEffect.Quits, Int = SignalEffect.Ignores, Usr1 = SignalEffect.Ignores },
            "measured; vitejs.dev") with
        {
            WeightOf = static argv => argv.HasWord("build") || argv.HasWord("optimize") ? CommandWeight.Step : null,
        },
        new KnownProgram("forever", "measured; github.com/foreversd/forever")
        {
            On = new SignalEffects { Usr1 = SignalEffect.Ignores },
            Advice = "start the program itself, and let the platform restart it",
            WeightOf = static argv => argv.HasWord("start") ? CommandWeight.Daemon : null,
        },
        new KnownProgram("deno", "measured")
        {
            IsRuntime = true, On = _fast with { Hup = SignalEffect.Quits, Usr1 = SignalEffect.Ignores },
            Images =
            [
                OfficialImage.Running("denoland/deno", "docker-entrypoint.sh", "deno", "eval") with
                {
                    Entrypoint = ["/tini", "--", "docker-entrypoint.sh"],
                },
            ],
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
            Term = SignalEffect.Drains, Int = SignalEffect.Drains, Quit = SignalEffect.Drains, Hup = SignalEffect.Drains, Usr1 = SignalEffect.Quits,
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
        Row(
            "jupyter", new SignalEffects { Term = SignalEffect.Quits, Int = SignalEffect.Unknown },
            "jupyter_core/command.py: exec; jupyter_server/serverapp.py, init_signal") with
        {
            WeightOf = static argv => argv.StepUnless("lab", "notebook", "server", "console", "qtconsole"),
        },
        Row("sanic", _termAndInt, "sanic.dev, Worker Manager: Graceful shutdown"),
        Row("dramatiq", _termAndInt, "dramatiq.io, Guide: Workers and signals"),
        new KnownProgram("mkdocs", "measured; mkdocs/livereload catches KeyboardInterrupt only")
        {
            On = new SignalEffects { Int = SignalEffect.Quits },
            Advice = "build the site and serve it with a web server; this one is for writing",
            WeightOf = static argv => argv.StepUnless("serve"),
        },
        new KnownProgram("pelican", "measured; pelican/__init__.py, listen: KeyboardInterrupt only")
        {
            On = new SignalEffects { Int = SignalEffect.Quits },
            Advice = "build the site and serve it with a web server; this one is for writing",
            WeightOf = static argv => argv.HasWord("--listen") || argv.HasFlag('l') ? null : CommandWeight.Step,
        },
        Row("jekyll", _fast, "measured: Ruby's SignalException ends it") with { WeightOf = static argv => argv.StepUnless("serve", "server", "s") },
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
            Images =
            [
                new OfficialImage("zookeeper")
                {
                    Entrypoint = ["/docker-entrypoint.sh"], ExecsArguments = true, Cmd = ["zkServer.sh", "start-foreground"],
                },
            ],
        },
        Row(
            "elasticsearch eswrapper opensearch", _jvm, "bin/elasticsearch: exec java", Elasticsearch("elasticsearch"),
            Elasticsearch("docker.elastic.co/elasticsearch/elasticsearch")),
        Row(
            "logstash", _jvm, "bin/logstash: exec java", OfficialImage.Running("logstash", "/usr/local/bin/docker-entrypoint", "logstash"),
            OfficialImage.Running("docker.elastic.co/logstash/logstash", "/usr/local/bin/docker-entrypoint", "logstash")),
        Row(
            "kibana kibana-docker", _termAndInt, "src/core/server: bootstrap.ts", Kibana("kibana"), Kibana("docker.elastic.co/kibana/kibana")),
        Row("cassandra", _jvm, "bin/cassandra -f: exec java", OfficialImage.WithScript("cassandra", "cassandra", "-f")),
        Row("solr-foreground", _jvm, "bin/solr start -f: exec java", OfficialImage.WithScript("solr", "solr-foreground")),
        Row("start-zipkin", _jvm, "start-zipkin: exec java", OfficialImage.Of("openzipkin/zipkin", "start-zipkin")),
        Row(
            "couchdb", new SignalEffects { Term = SignalEffect.Drains }, "erlang.org, erl_signal_handler: SIGTERM is init:stop()",
            OfficialImage.Of("couchdb", "tini", "/opt/couchdb/bin/couchdb") with
            {
                Entrypoint = ["tini", "--", "/docker-entrypoint.sh"], ExecsArguments = true,
            }),
        Row("cockroach", _term, "cockroachlabs.com/docs, cockroach start: Stop") with
        {
            WeightOf = static argv => argv.HasWord("start") || argv.HasWord("start-single-node") || argv.HasWord("demo") ? null : CommandWeight.Step,
        },
        Row(
            "clickhouse-server", _termAndInt, "base/daemon/BaseDaemon.cpp: handleSignal",
            OfficialImage.Running("clickhouse/clickhouse-server", "/entrypoint.sh", "clickhouse-server")),
        Row("sqlservr", _termAndInt, "learn.microsoft.com/sql/linux"),
        Row(
            "influxd", _go with { Hup = SignalEffect.Quits }, "Go's os/signal; measured",
            new OfficialImage("influxdb") { Entrypoint = ["/entrypoint.sh"], ExecsArguments = true, Cmd = ["influxd"] }) with
        {
            WeightOf = static argv => argv.Count > 1
                && argv[1].Value is "upgrade" or "downgrade" or "inspect" or "recovery" or "print-config" or "version" ? CommandWeight.Step : null,
        },
        Row(
            "etcd", _go with { Hup = SignalEffect.Quits }, "Go's os/signal; measured",
            new OfficialImage("quay.io/coreos/etcd") { Cmd = ["/usr/local/bin/etcd"] },
            new OfficialImage("gcr.io/etcd-development/etcd") { Cmd = ["/usr/local/bin/etcd"] }),
        Row(
            "nats-server", _go with { Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads },
            "docs.nats.io/running-a-nats-service/nats_admin/signals",
            OfficialImage.Of("nats", "/nats-server", "--config", "nats-server.conf") with
            {
                OfTag = static (image, tag) => tag.Contains("alpine")
                    ? OfficialImage.WithScript("nats", "nats-server", "--config", "/etc/nats/nats-server.conf")
                    : image,
            }),
        Row("consul", _termAndInt, "Go's os/signal", Consul("consul"), Consul("hashicorp/consul")) with
        {
            WeightOf = static argv => argv.StepUnless("agent", "connect"),
        },
        Row("vault", _termAndInt, "Go's os/signal", Vault("vault"), Vault("hashicorp/vault")) with
        {
            WeightOf = static argv => argv.StepUnless("server", "agent", "proxy"),
        },
        Row(
            "minio", _termAndInt, "Go's os/signal", OfficialImage.Running("minio/minio", "/usr/bin/docker-entrypoint.sh", "minio"),
            OfficialImage.Running("quay.io/minio/minio", "/usr/bin/docker-entrypoint.sh", "minio")),
        Row(
            "mosquitto", _reloading with { Term = SignalEffect.Drains, Int = SignalEffect.Quits }, "man mosquitto(8), SIGNALS",
            new OfficialImage("eclipse-mosquitto")
            {
                Entrypoint = ["/docker-entrypoint.sh"], ExecsArguments = true,
                Cmd = ["/usr/sbin/mosquitto", "-c", "/mosquitto/config/mosquitto.conf"],
            }),
        Row("pgbouncer", _reloading with { Term = SignalEffect.Quits, Int = SignalEffect.Drains }, "pgbouncer.org/usage.html, Signals"),
        Row("slapd", _term with { Hup = SignalEffect.Quits, Usr1 = SignalEffect.Ignores }, "man slapd(8)") with
        {
            WeightOf = static argv => argv.HasFlag('T') ? CommandWeight.Step : null,
        },
        new KnownProgram("memcached", "man memcached(1); measured")
        {
            On = _termAndInt with { Hup = SignalEffect.Ignores, Usr1 = SignalEffect.Drains },
            Images = [OfficialImage.WithScript("memcached", "memcached")],
        },
        new KnownProgram("rabbitmq-server", "rabbitmq.com/docs/cli, Shutdown; measured")
        {
            On = _termAndInt with { Hup = SignalEffect.Ignores }, Images = [OfficialImage.WithScript("rabbitmq", "rabbitmq-server")],
        },

        // Monitoring and logs.
        Row(
            "prometheus", _go with { Hup = SignalEffect.Reloads }, "prometheus.io/docs; measured", Prometheus("prom/prometheus"),
            Prometheus("quay.io/prometheus/prometheus")),
        Row(
            "alertmanager prometheus-alertmanager", _go with { Hup = SignalEffect.Reloads }, "prometheus.io/docs; measured",
            OfficialImage.Of("prom/alertmanager", "/bin/alertmanager", "--config.file=/etc/alertmanager/alertmanager.yml"),
            OfficialImage.Of("quay.io/prometheus/alertmanager", "/bin/alertmanager", "--config.file=/etc/alertmanager/alertmanager.yml")),
        Row(
            "node_exporter prometheus-node-exporter", _go with { Hup = SignalEffect.Quits },
            "measured: Go's own default action ends it, PID 1 or not; all that it can drop is a scrape",
            OfficialImage.Of("prom/node-exporter", "/bin/node_exporter"), OfficialImage.Of("quay.io/prometheus/node-exporter", "/bin/node_exporter")),
        Row(
            "grafana-server grafana", _termAndInt, "Go's os/signal in each", OfficialImage.Running("grafana/grafana", "/run.sh", "grafana server"),
            OfficialImage.Running("grafana/grafana-oss", "/run.sh", "grafana server"),
            OfficialImage.Running("grafana/grafana-enterprise", "/run.sh", "grafana server")),
        Row("loki", _termAndInt, "Go's os/signal", OfficialImage.Of("grafana/loki", "/usr/bin/loki", "-config.file=/etc/loki/local-config.yaml")),
        Row("fluent-bit", _termAndInt, "docs.fluentbit.io, Service: grace"),
        Row("vector", _termAndInt, "vector.dev/docs, Management: stopping"),
        Row("filebeat metricbeat heartbeat packetbeat auditbeat", _termAndInt, "elastic/beats, libbeat/service: Go's os/signal"),
        Row("tailscaled", _termAndInt, "tailscale/cmd/tailscaled: Go's os/signal"),
        Row("dockerd", _termAndInt, "docs.docker.com/reference/cli/dockerd; moby/cmd/dockerd/trap") with
        {
            WeightOf = static argv => argv.HasWord("--version") || argv.HasWord("--validate") ? CommandWeight.Step : null,
        },
        Row("openvpn", _reloading with { Term = SignalEffect.Drains, Int = SignalEffect.Drains }, "man openvpn(8), SIGNALS") with
        {
            WeightOf = static argv => argv.HasWord("--genkey") ? CommandWeight.Step : null,
        },
        Row(
            "telegraf", _go with { Hup = SignalEffect.Reloads }, "cmd/telegraf/telegraf.go",
            new OfficialImage("telegraf") { Entrypoint = ["/entrypoint.sh"], ExecsArguments = true, Cmd = ["telegraf"] }),
        Row(
            "otelcol otelcol-contrib", _termAndInt with { Hup = SignalEffect.Reloads }, "otelcol/collector.go: Run",
            OfficialImage.Of("otel/opentelemetry-collector", "/otelcol", "--config", "/etc/otelcol/config.yaml"),
            OfficialImage.Of("otel/opentelemetry-collector-contrib", "/otelcol-contrib", "--config", "/etc/otelcol-contrib/config.yaml")),
        Row(
            "all-in-one-linux", _termAndInt, "github.com/jaegertracing/jaeger, internal/flags/service.go",
            OfficialImage.Of("jaegertracing/all-in-one", "/go/bin/all-in-one-linux")),

        Row(
            "fluentd", _termAndInt with { Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads }, "docs.fluentd.org/deployment/signals",
            new OfficialImage("fluent/fluentd") { Entrypoint = ["tini", "--", "/bin/entrypoint.sh"], ExecsArguments = true, Cmd = ["fluentd"] }),
        Row(
            "miniflux", _go with { Hup = SignalEffect.Reloads }, "internal/cli/daemon.go",
            new OfficialImage("miniflux/miniflux") { Cmd = ["/usr/bin/miniflux"] }),

        // Models.
        Row("ollama", _fast, "server/routes.go, Serve: srvr.Close()", OfficialImage.Of("ollama/ollama", "/bin/ollama", "serve")),

        Unless("n", Row(
            "rsyslogd", _term with { Quit = SignalEffect.Quits, Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads },
            "man rsyslogd(8), SIGNALS")),

        // Names, mail, shells, network.
        new KnownProgram("exim4 exim", "measured")
        {
            On = _reloading with { Term = SignalEffect.Drains, Int = SignalEffect.Drains },
            WeightOf = static argv => argv.HasWord("-bdf") ? null : argv.HasWord("-bd") ? CommandWeight.Daemon : CommandWeight.Step,
        },
        new KnownProgram("turnserver", "measured: no handler")
        {
            On = new SignalEffects { Hup = SignalEffect.Reloads }, Advice = "put an init in front of it (init: true, tini)",
            WeightOf = static argv => argv.HasWord("-o") ? CommandWeight.Daemon : null,
        },
        Unless(
            "kd keep-in-foreground no-daemon",
            Row("dnsmasq", _reloading with { Term = SignalEffect.Drains, Int = SignalEffect.Ignores }, "man dnsmasq(8), NOTES")),
        Unless("dp", Row("unbound", _term with { Quit = SignalEffect.Quits, Hup = SignalEffect.Reloads }, "man unbound(8)")),
        Unless("fg", Row("named", _term, "man named(8), SIGNALS")),
        Row("nsd", _reloading with { Term = SignalEffect.Drains, Int = SignalEffect.Quits, Quit = SignalEffect.Quits }, "man nsd(8), SIGNALS"),
        Row("knotd", _reloading with { Term = SignalEffect.Drains, Int = SignalEffect.Drains }, "man knotd(8), SIGNALS"),
        Unless("F", Row("dovecot", _reloading with { Term = SignalEffect.Drains, Int = SignalEffect.Quits }, "doc.dovecot.org, Shutting down")),
        Row(
            "stunnel stunnel4", _reloading with { Term = SignalEffect.Quits, Int = SignalEffect.Quits, Quit = SignalEffect.Quits },
            "man stunnel(8), SIGNALS"),
        new KnownProgram("sshd", "man sshd(8); measured")
        {
            On = new SignalEffects { Term = SignalEffect.Quits, Quit = SignalEffect.Quits, Hup = SignalEffect.Reloads },
            WeightOf = static argv => argv.HasFlag('D') || argv.HasFlag('d') ? null : CommandWeight.Daemon,
        },
        Row("supercronic", _termAndInt with { Quit = SignalEffect.Drains }, "github.com/aptible/supercronic, main.go: waiting for jobs to finish"),
        Row("rr", _termAndInt with { Quit = SignalEffect.Drains }, "github.com/roadrunner-server/roadrunner, internal/cli/serve/command.go") with
        {
            WeightOf = static argv => argv.StepUnless("serve"),
        },
        Row("iperf3", _fast with { Hup = SignalEffect.Quits }, "measured by hand as PID 1, 3.12: it ends at once") with
        {
            WeightOf = static argv => argv.HasFlag('s') ? argv.HasFlag('D') ? CommandWeight.Daemon : null : CommandWeight.Step,
        },
        Row("ncat", new SignalEffects(), "measured by hand as PID 1, 7.93: no handler") with
        {
            WeightOf = static argv => argv.HasFlag('l') || argv.HasWord("--listen") ? null : CommandWeight.Step,
        },
        Unless("f", Row("snmptrapd", _termAndInt with { Hup = SignalEffect.Reloads }, "measured by hand as PID 1; man snmptrapd(8)")),
        Row("redis-sentinel valkey-sentinel", _termAndInt with { Hup = SignalEffect.Ignores }, "measured by hand as PID 1, 7.0"),
        Unless("f foreground", Row(
            "zabbix_agentd zabbix_proxy zabbix_server", _termAndInt with { Quit = SignalEffect.Drains, Hup = SignalEffect.Drains },
            "agent and proxy measured by hand as PID 1, 6.0; src/libs/zbxnix/daemon.c, the server's too")),
        Row("vsftpd", new SignalEffects { Hup = SignalEffect.Reloads }, "measured by hand as PID 1, 3.0.3: no handler"),
        new KnownProgram("cron", "measured: cron -f installs no handler but for SIGHUP")
        {
            On = new SignalEffects { Hup = SignalEffect.Reloads }, WeightOf = static argv => argv.HasWord("-f") ? null : CommandWeight.Daemon,
        },
    ];

    /// <summary>It puts itself into the background unless one of these options is given: letters, then long names.</summary>
    private static KnownProgram Unless(string foreground, KnownProgram program)
    {
        var options = foreground.Split(' ');
        return program with
        {
            WeightOf = argv => options[0].Any(flag => argv.HasFlag(flag)) || options.Skip(1).Any(name => argv.HasWord("--" + name)) ? null
                : CommandWeight.Daemon,
        };
    }

    /// <summary>A row of programs that are one: the first name is the documentation's.</summary>
    /// <param name="images">Each from its public Dockerfile and entrypoint script.</param>
    private static KnownProgram Row(string names, SignalEffects effects, string source, params OfficialImage[] images) => new(names, source)
    {
        On = effects, Images = images,
    };

    private static OfficialImage Prometheus(string repository) =>
        OfficialImage.Of(repository, "/bin/prometheus", "--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus");

    private static OfficialImage Elasticsearch(string repository) => new(repository)
    {
        Entrypoint = ["/bin/tini", "--", "/usr/local/bin/docker-entrypoint.sh"], ExecsArguments = true, Cmd = ["eswrapper"],
    };

    private static OfficialImage Kibana(string repository) => new(repository)
    {
        Entrypoint = ["/bin/tini", "--"], Cmd = ["/usr/local/bin/kibana-docker"],
    };

    private static OfficialImage Consul(string repository) =>
        OfficialImage.Running(repository, "docker-entrypoint.sh", "dumb-init consul", "agent", "-dev", "-client", "0.0.0.0");

    private static OfficialImage Vault(string repository) =>
        OfficialImage.Running(repository, "docker-entrypoint.sh", "dumb-init vault", "server", "-dev");
}
