namespace Dockerlint.Programs.Servers;

/// <summary>Servers without a peculiarity: a name and its stop signals.</summary>
internal static class PlainServers
{
    private static readonly SignalEffects TermAndInt = new() { Term = SignalEffect.Drains, Int = SignalEffect.Drains };

    private static readonly SignalEffects Term = new() { Term = SignalEffect.Drains, Int = SignalEffect.Quits };

    /// <summary>Ends at once, open work dropped.</summary>
    private static readonly SignalEffects Fast = new() { Term = SignalEffect.Quits, Int = SignalEffect.Quits };

    public static readonly IReadOnlyList<KnownProgram> Programs =
    [
        .. Rows("varnishd", Fast with { Hup = SignalEffect.Ignores }, "measured"),
        .. Rows("privoxy", Fast with { Hup = SignalEffect.Reloads }, "measured"),
        .. Rows("tinyproxy", Fast with { Usr1 = SignalEffect.Reloads }, "measured; tinyproxy.github.io"),
        .. Rows("lighttpd", new SignalEffects
        {
            Term = SignalEffect.Quits, Int = SignalEffect.Drains, Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads,
        }, "redmine.lighttpd.net/projects/lighttpd/wiki/Docs_Signals"),
        .. Rows("h2o", new SignalEffects { Term = SignalEffect.Drains }, "h2o.examp1e.net/configure/command_options.html"),
        .. Rows("nghttpx", new SignalEffects
        {
            Quit = SignalEffect.Drains, Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads,
        }, "nghttp2.org/documentation/nghttpx.1.html, Signals"),
        .. Rows("sqlservr", TermAndInt, "each server's shutdown documentation"),
        .. Rows(
            "etcd consul vault traefik prometheus alertmanager grafana-server grafana minio influxd nats-server coredns loki registry node_exporter",
            TermAndInt, "Go's os/signal in each"),
        .. Rows("squid named unbound dnsmasq slapd dovecot rsyslogd mosquitto", Term, "each server's manual"),
        new KnownProgram("memcached", "man memcached(1)") { On = TermAndInt, Images = [OfficialImage.WithScript("memcached", "memcached")] },
        new KnownProgram("rabbitmq-server", "rabbitmq.com/docs/cli, Shutdown")
        {
            On = TermAndInt, Images = [OfficialImage.WithScript("rabbitmq", "rabbitmq-server")],
        },
    ];

    private static IEnumerable<KnownProgram> Rows(string names, SignalEffects effects, string source) =>
        names.Split(' ').Select(name => new KnownProgram(name, source) { On = effects });
}
