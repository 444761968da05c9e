using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>What a public image's entrypoint leads to, as its repository has it.</summary>
public sealed class OfficialImageTests
{
    [Theory]
    [InlineData("redis:7", "", "docker-entrypoint.sh > redis-server")]
    [InlineData("arm64v8/redis:7", "", "docker-entrypoint.sh > redis-server")]
    [InlineData("redis:7", "CMD [\"/etc/redis.conf\"]", "docker-entrypoint.sh > redis-server")]
    [InlineData("docker.io/library/redis", "CMD [\"--appendonly\", \"yes\"]", "docker-entrypoint.sh > redis-server")]
    [InlineData("prom/prometheus", "", "prometheus")]
    [InlineData("grafana/grafana:11.1.0", "", "run.sh > grafana")]
    [InlineData("docker.elastic.co/elasticsearch/elasticsearch:8.14.0", "", "tini > docker-entrypoint.sh > eswrapper")]
    [InlineData("docker.elastic.co/kibana/kibana:8.14.0", "", "tini > kibana-docker")]
    [InlineData("minio/minio", "CMD [\"server\", \"/data\"]", "docker-entrypoint.sh > minio")]
    [InlineData("minio/minio", "CMD [\"minio\", \"server\", \"/data\"]", "docker-entrypoint.sh > minio")]
    [InlineData("hashicorp/consul:1.18", "CMD [\"agent\", \"-server\"]", "docker-entrypoint.sh > dumb-init > consul")]
    [InlineData("registry:2", "", "entrypoint.sh > registry")]
    [InlineData("nats:2.10", "", "nats-server")]
    [InlineData("nats:2.10-alpine", "", "docker-entrypoint.sh > nats-server")]
    [InlineData("caddy:2", "", "caddy")]
    [InlineData("traefik:v3.1", "CMD [\"--api.insecure=true\"]", "entrypoint.sh > traefik")]
    [InlineData("zookeeper:3.9", "", "docker-entrypoint.sh > zkServer.sh")]
    [InlineData("quay.io/keycloak/keycloak:25.0", "CMD [\"start\"]", "kc.sh")]
    [InlineData("cassandra:5", "", "docker-entrypoint.sh > cassandra")]
    [InlineData("postgis/postgis:15-3.3-alpine", "", "docker-entrypoint.sh > postgres")]
    [InlineData("pgvector/pgvector:pg16", "", "docker-entrypoint.sh > postgres")]
    public void Image_LeadsToItsServerAndEndsInOrder(string image, string command, string hops)
    {
        var route = Folder.Of($"FROM {image}\n{command}\n").Route();

        Assert.Equal(hops, string.Join(" > ", route.Hops.Select(static hop => hop.Program)));
        Assert.Equal(Verdict.Graceful, route.Verdict);
    }

    [Theory]
    [InlineData("a command of its own stands where the script would be", "ENTRYPOINT [\"/start\"]", "start")]
    [InlineData("a shell in front of the script's arguments", "CMD [\"sh\", \"-c\", \"exec redis-server\"]",
        "docker-entrypoint.sh > sh > redis-server")]
    public void Image_WithAnotherCommand(string says, string command, string hops)
    {
        var route = Folder.Of($"FROM redis:7\n{command}\n").Route();

        Assert.True(hops == string.Join(" > ", route.Hops.Select(static hop => hop.Program)), says);
    }

    [Theory]
    [InlineData("postgres:16", "exec docker-entrypoint.sh \"$@\"", "CMD [\"postgres\"]", "e.sh > docker-entrypoint.sh > postgres")]
    [InlineData("redis:7", "exec /usr/local/bin/docker-entrypoint.sh --appendonly yes", "", "e.sh > docker-entrypoint.sh > redis-server")]
    [InlineData("eclipse-temurin:21", "exec /__cacert_entrypoint.sh java -jar app.jar", "", "e.sh > __cacert_entrypoint.sh > java")]
    public void Script_CalledByAnother(string image, string line, string command, string hops)
    {
        var route = Folder.Of($"FROM {image}\nCOPY e.sh /e.sh\nENTRYPOINT [\"/e.sh\"]\n{command}\n", ("e.sh", $"#!/bin/sh\n{line}\n")).Route();

        Assert.Equal(hops, string.Join(" > ", route.Hops.Select(static hop => hop.Program)));
        Assert.Equal(Verdict.Graceful, route.Verdict);
    }

    [Fact]
    public void Script_OfTheSameNameThatTheBuildBrings() => Assert.Equal(Verdict.KilledAfterGrace, Folder.Of(
        "FROM postgres:16\nCOPY docker-entrypoint.sh /usr/local/bin/\nENTRYPOINT [\"docker-entrypoint.sh\"]\nCMD [\"postgres\"]\n",
        ("docker-entrypoint.sh", "#!/bin/sh\n\"$@\"\ntrue\n")).Route().Verdict);
}
