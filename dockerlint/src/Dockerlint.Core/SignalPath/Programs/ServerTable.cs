namespace Dockerlint.SignalPath.Programs;

/// <summary>A program known to run until it is stopped, and the signals it drains on.</summary>
/// <param name="Drains">Signals after which it finishes its work.</param>
/// <param name="Quits">Signals it handles by stopping at once, open work dropped.</param>
/// <param name="Source">Where its documentation says so.</param>
public sealed record Server(string Name, string[] Drains, string[] Quits, string Source)
{
    public bool Handles(string signal) => Array.IndexOf(Drains, signal) >= 0 || Array.IndexOf(Quits, signal) >= 0;
}

/// <summary>Servers whose stop signals are documented.</summary>
public static class ServerTable
{
    private static readonly string[] Term = ["SIGTERM"];
    private static readonly string[] TermInt = ["SIGTERM", "SIGINT"];

    private static readonly Dictionary<string, Server> Rows = Build();

    public static Server? Find(string program) => Rows.TryGetValue(program, out var server) ? server : null;

    private static Dictionary<string, Server> Build()
    {
        var rows = new Dictionary<string, Server>(StringComparer.Ordinal);
        Add("nginx nginx-debug openresty", ["SIGQUIT"], ["SIGTERM", "SIGINT"], "nginx.org/en/docs/control.html");
        Add("httpd apache2 httpd-foreground apache2-foreground", ["SIGWINCH"], Term, "httpd.apache.org/docs/2.4/stopping.html");
        Add("php-fpm php-fpm7 php-fpm8 php-fpm7.4 php-fpm8.0 php-fpm8.1 php-fpm8.2 php-fpm8.3 php-fpm8.4 php-fpm82 php-fpm83 php-fpm84", ["SIGQUIT"], TermInt, "man php-fpm(8), SIGNALS");
        Add("postgres", ["SIGINT"], ["SIGTERM", "SIGQUIT"], "postgresql.org/docs/current/server-shutdown.html");
        Add("haproxy", ["SIGUSR1"], TermInt, "docs.haproxy.org management guide, 4. Stopping and restarting HAProxy");
        Add("unicorn", ["SIGQUIT"], TermInt, "yhbt.net/unicorn/SIGNALS.html");
        Add("gunicorn", Term, ["SIGINT", "SIGQUIT"], "docs.gunicorn.org/en/stable/signals.html");
        Add("uvicorn hypercorn", TermInt, [], "uvicorn.org/server-behavior");
        Add("daphne", TermInt, [], "twisted's reactor");
        Add("celery", Term, ["SIGQUIT"], "docs.celeryq.dev/en/stable/userguide/workers.html");
        Add("puma sidekiq", TermInt, [], "github.com/puma/puma/blob/master/docs/signals.md");
        Add("redis-server valkey-server mysqld mariadbd mongod mongos memcached sqlservr rabbitmq-server", TermInt, [], "each server's shutdown documentation");
        Add("etcd consul vault caddy traefik prometheus alertmanager grafana-server grafana minio influxd nats-server coredns loki registry node_exporter", TermInt, [], "Go's os/signal in each");
        Add("envoy", Term, ["SIGINT"], "envoyproxy.io");
        Add("varnishd squid named unbound dnsmasq slapd dovecot rsyslogd mosquitto", Term, ["SIGINT"], "each server's manual");
        Add("apache2ctl apachectl", ["SIGWINCH"], Term, "httpd.apache.org/docs/2.4/stopping.html");
        return rows;

        void Add(string names, string[] drains, string[] quits, string source)
        {
            foreach (string name in names.Split(' '))
            {
                rows[name] = new Server(name, drains, quits, source);
            }
        }
    }
}
