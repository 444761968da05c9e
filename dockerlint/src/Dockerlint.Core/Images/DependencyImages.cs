namespace Dockerlint.Images;

/// <summary>
/// Images that services are developed and run beside: emulators, consoles, brokers, databases. What they do at a stop need not be known here, but
/// they are nobody's own service, and so not what the only Dockerfile of a repository builds.
/// </summary>
internal static class DependencyImages
{
    private static readonly HashSet<string> _publishers = new(
        ("amazon apache axllent bitnami bitnamilegacy bitnamisecure certbot chromadb citusdata clickhouse cloudflare cockroachdb confluentinc "
            + "containrrr dbgate dpage edoburu emqx fsouza getmeili gitea grafana hashicorp jaegertracing jwilder kennethreitz linuxserver "
            + "localstack lscr.io maildev mailhog milvusdb minio nginxproxy obsidiandynamics ollama opensearchproject openzipkin otel pgvector "
            + "phpmyadmin portainer postgis prom provectuslabs qdrant redis redislabs rediscommander rnwood selenium semitechnologies sj26 "
            + "softwaremill tailscale timescale valkey wiremock wurstmeister docker.elastic.co k8s.gcr.io registry.k8s.io "
            + "mcr.microsoft.com/azure-messaging mcr.microsoft.com/azure-storage mcr.microsoft.com/cosmosdb mcr.microsoft.com/mssql "
            + "public.ecr.aws/localstack quay.io/keycloak").Split(' '),
        StringComparer.Ordinal);

    private static readonly HashSet<string> _official = new(
        ("adminer arangodb clickhouse couchbase crate kibana kong logstash mongo-express nextcloud odoo percona phpmyadmin rethinkdb sonarqube "
            + "varnish").Split(' '),
        StringComparer.Ordinal);

    /// <param name="repository">As <see cref="ImageReference.Repository"/>.</param>
    public static bool Contains(string repository)
    {
        var slash = repository.IndexOf('/');
        return slash < 0 ? _official.Contains(repository)
            : _publishers.Contains(repository.Substring(0, slash)) || _publishers.Contains(repository.Substring(0, repository.LastIndexOf('/')));
    }
}
