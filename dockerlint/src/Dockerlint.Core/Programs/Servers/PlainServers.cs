namespace Dockerlint.Programs.Servers;

/// <summary>Servers without a peculiarity: a name and its stop signals.</summary>
internal static class PlainServers
{
    private static readonly SignalEffects TermAndInt = new() { Term = SignalEffect.Drains, Int = SignalEffect.Drains };

    private static readonly SignalEffects Term = new() { Term = SignalEffect.Drains, Int = SignalEffect.Quits };

    public static readonly IReadOnlyList<KnownProgram> Programs =
    [
        .. Rows("sqlservr", TermAndInt, "each server's shutdown documentation"),
        .. Rows(
            "etcd consul vault traefik prometheus alertmanager grafana-server grafana minio influxd nats-server coredns loki registry node_exporter",
            TermAndInt, "Go's os/signal in each"),
        .. Rows("varnishd squid named unbound dnsmasq slapd dovecot rsyslogd mosquitto", Term, "each server's manual"),
        new KnownProgram("memcached", "man memcached(1)") { On = TermAndInt, Images = [OfficialImage.WithScript("memcached", "memcached")] },
        new KnownProgram("rabbitmq-server", "rabbitmq.com/docs/cli, Shutdown")
        {
            On = TermAndInt, Images = [OfficialImage.WithScript("rabbitmq", "rabbitmq-server")],
        },
    ];

    private static IEnumerable<KnownProgram> Rows(string names, SignalEffects effects, string source) =>
        names.Split(' ').Select(name => new KnownProgram(name, source) { On = effects });
}
