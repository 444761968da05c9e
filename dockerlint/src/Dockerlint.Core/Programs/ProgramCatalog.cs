using Dockerlint.Programs.Servers;

namespace Dockerlint.Programs;

/// <summary>Every program with a file of its own, and the rows of those without a peculiarity; an explicit list, for native AOT.</summary>
public static class ProgramCatalog
{
    public static readonly IReadOnlyList<KnownProgram> All =
    [
        Apache.Program,
        Apache.Control,
        Caddy.Program,
        Celery.Program,
        CloudSqlProxy.Program,
        Cloudflared.Program,
        Daphne.Program,
        Envoy.Program,
        Fastify.Program,
        Gunicorn.Program,
        HaProxy.Program,
        Hypercorn.Program,
        Java.Program,
        Mongo.Program,
        MySql.Program,
        Nginx.Program,
        PhpFpm.Program,
        Postgres.Program,
        Puma.Program,
        Redis.Program,
        Rq.Program,
        Sidekiq.Program,
        Unicorn.Program,
        Uwsgi.Program,
        Uvicorn.Program,
        .. PlainServers.Programs,
        .. Daemons.Programs,
    ];

    private static readonly Dictionary<string, KnownProgram> _byName = ByName();

    /// <param name="name">A base name: <c>nginx</c>, not <c>/usr/sbin/nginx</c>.</param>
    public static KnownProgram? Find(string name) => _byName.TryGetValue(name, out var program) ? program : null;

    /// <summary>A server: a program whose signals are its own matter, not those of an application it runs.</summary>
    public static KnownProgram? FindServer(string name) => Find(name) is { IsRuntime: false } server ? server : null;

    private static Dictionary<string, KnownProgram> ByName()
    {
        var rows = new Dictionary<string, KnownProgram>(StringComparer.Ordinal);
        foreach (var program in All)
        {
            foreach (var name in program.AllNames)
            {
                rows[name] = program;
            }
        }

        return rows;
    }
}
