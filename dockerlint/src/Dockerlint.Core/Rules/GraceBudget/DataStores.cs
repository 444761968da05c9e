using Dockerlint.Images;
using Dockerlint.Judgement;

namespace Dockerlint.Rules.GraceBudget;

/// <summary>Databases, caches and brokers by image: clients hold connections to one of them rather than being spread over many.</summary>
internal static class DataStores
{
    private static readonly HashSet<string> _names = new(StringComparer.Ordinal)
    {
        "postgres", "postgresql", "postgis", "pgvector", "timescaledb", "mysql", "mysql-server", "mariadb", "percona", "mongo", "mongodb", "redis",
        "redis-stack", "valkey", "keydb", "dragonfly", "memcached", "rabbitmq", "kafka", "cp-kafka", "zookeeper", "cp-zookeeper", "cassandra",
        "scylla", "couchdb", "couchbase", "elasticsearch", "opensearch", "solr", "neo4j", "influxdb", "clickhouse", "clickhouse-server", "cockroach",
        "cockroachdb", "etcd", "minio", "mssql-server", "server-mssql", "azure-sql-edge", "nats", "nats-streaming", "activemq", "activemq-artemis",
        "eventstore", "eventstoredb", "rethinkdb", "arangodb", "vault", "consul", "qdrant", "weaviate", "milvus", "azurite",
    };

    /// <summary>Their registered ports: an image of one's own that listens there speaks the same protocol.</summary>
    private static readonly int[] _ports = [1433, 1521, 2379, 3306, 5432, 5672, 6379, 9042, 9092, 9200, 11211, 27017];

    public static bool IsOne(Stop stop)
    {
        if (stop.Container.PodContainer is { } pod && pod.Ports.Any(static port => Array.IndexOf(_ports, port.Number ?? 0) >= 0))
        {
            return true;
        }

        var image = stop.Container.PodContainer?.Image?.Value ?? stop.Container.Service?.Image?.Value;
        if (image is null)
        {
            return false;
        }

        var repository = ImageReference.Parse(image).Repository;
        var name = repository.Substring(repository.LastIndexOf('/') + 1);
        // gb-redis-follower is one, redis-exporter and redis-commander are not.
        return _names.Contains(name) || name.Split('-') is { Length: > 1 } words && _names.Contains(words[words.Length - 2])
            && words[words.Length - 1] is "follower" or "replica" or "leader" or "master" or "slave" or "server" or "cluster" or "db"
            || repository.StartsWith("mcr.microsoft.com/mssql/", StringComparison.Ordinal);
    }
}
