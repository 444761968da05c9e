using Dockerlint.Programs;

namespace Dockerlint.Images;

/// <summary>
/// Facts about well-known images, from their public Dockerfiles. Tags move; a row states what every supported tag of the image has had
/// for years, and what depends on the tag is decided from the tag or left unknown.
/// </summary>
public static class KnownImages
{
    private const string OAuth2Proxy = "quay.io/oauth2-proxy/oauth2-proxy";
    private const string CloudSqlProxy1 = "gcr.io/cloudsql-docker/gce-proxy";

    private static readonly Dictionary<string, BaseImage> _rows = Build();

    private static readonly Dictionary<string, OfficialImage> _servers = ProgramCatalog.All.SelectMany(static program => program.Images)
        .ToDictionary(static image => image.Repository, StringComparer.Ordinal);

    /// <summary>What was answered last: a run asks for the same few images again and again. No lock, as each place is read at once.</summary>
    private static readonly BaseImage?[] _answers = new BaseImage?[256];

    /// <summary>Never null: an image without a row has what its tag and registry say, or nothing.</summary>
    public static BaseImage Find(string reference)
    {
        var place = StringComparer.Ordinal.GetHashCode(reference) & (_answers.Length - 1);
        return _answers[place] is { } known && known.Reference == reference ? known : (_answers[place] = Answer(reference));
    }

    private static BaseImage Answer(string reference)
    {
        var image = ImageReference.Parse(reference);
        if (image.Repository == "scratch")
        {
            return new BaseImage(reference)
            {
                Shell = ShellKind.None, ShellReason = "scratch is empty: there is no shell", Entrypoint = [], Cmd = [], WorkDir = "/",
                StopSignalIsKnown = true, Source = "docs.docker.com/build/building/base-images",
            };
        }

        if (!_rows.TryGetValue(image.Repository, out var row) && _servers.ContainsKey(image.Repository))
        {
            row = new BaseImage(reference) { Source = "its public Dockerfile" };
        }

        if (image.HasUnknownTag && _servers.TryGetValue(image.Repository, out var server) && server.IsDecidedByTag)
        {
            return new BaseImage(reference);
        }

        // Alpine before 7.6 (CHANGELOG.md, #2295); without a tag it is often given by a kustomization.
        if (image.Repository == OAuth2Proxy && TagVersion.Of(image.Tag.TrimStart('v')) is not ({ Major: > 7 } or { Major: 7, Minor: >= 6 }))
        {
            row = row! with { Shell = ShellKind.Unknown };
        }

        // Alpine before 1.16 (GoogleCloudPlatform/cloud-sql-proxy issue 317).
        if (image.Repository.EndsWith(CloudSqlProxy1, StringComparison.Ordinal) && TagVersion.Of(image.Tag) is { Major: 1, Minor: < 16 })
        {
            row = row! with { Shell = ShellKind.Ash };
        }

        var family = image.HasUnknownTag
            ? OperatingSystem(image with { Tag = image.WrittenTag }, ShellKind.Unknown, out var reason)
            : OperatingSystem(image, row?.Shell ?? ShellKind.Unknown, out reason);
        if (row is null && family == ShellKind.Unknown)
        {
            return new BaseImage(reference);
        }

        var result = (row ?? new BaseImage(reference)) with
        {
            Reference = reference, Shell = family, ShellReason = reason, WorkDir = ImageFolders.Of(image),
        };
        return WithTagFacts(result.Source.Length == 0 ? result with { Source = "tag" } : result, image);
    }

    private static BaseImage WithTagFacts(BaseImage row, ImageReference image)
    {
        if (_servers.TryGetValue(image.Repository, out var server))
        {
            var tagged = server.ForTag(image.Tag);
            return row with
            {
                Entrypoint = tagged.Entrypoint, Cmd = tagged.Cmd, EntrypointExecsArguments = tagged.ExecsArguments,
                EntrypointRuns = tagged.Runs,
                StopSignal = tagged.StopSignal, StopSignalIsKnown = tagged.StopSignalIsKnown,
            };
        }

        if (Distroless(image.Repository) is { } entrypoint)
        {
            return row with { Entrypoint = entrypoint, Cmd = [], StopSignalIsKnown = true, Source = "github.com/GoogleContainerTools/distroless" };
        }

        // openjdk moved its default from Debian to Oracle Linux at 12 (docker-library/openjdk).
        return image.Repository == "openjdk" && row.ShellReason.IndexOf('(') < 0 && TagVersion.Of(image.Tag) is not { Major: <= 11 }
            ? row with { Shell = ShellKind.Unknown, ShellReason = "" }
            : row;
    }

    /// <summary>Null: none of Google's distroless images.</summary>
    private static string[]? Distroless(string repository)
    {
        const string Registry = "gcr.io/distroless/";
        if (!repository.StartsWith(Registry, StringComparison.Ordinal))
        {
            return null;
        }

        var name = repository.Substring(Registry.Length);
        return name.StartsWith("nodejs", StringComparison.Ordinal) ? ["/nodejs/bin/node"]
            : name.StartsWith("python3", StringComparison.Ordinal) ? ["/usr/bin/python3"]
            : name.StartsWith("java-base", StringComparison.Ordinal) ? []
            : name.StartsWith("java", StringComparison.Ordinal) ? ["/usr/bin/java", "-jar"]
            : [];
    }

    private static ShellKind OperatingSystem(ImageReference image, ShellKind fallback, out string reason)
    {
        var kind = TagFamilies.Find(image, out var word);
        if (kind != ShellKind.Unknown)
        {
            reason = Reason(image, word, kind);
            return kind;
        }

        kind = image.Repository == "mcr.microsoft.com/dotnet/sdk"
            || image.Repository.StartsWith("mcr.microsoft.com/dotnet/", StringComparison.Ordinal)
            ? ShellKind.Dash
            : fallback;
        reason = kind == ShellKind.Unknown ? "" : Reason(image, "", kind);
        return kind;
    }

    private static string Reason(ImageReference image, string word, ShellKind kind) =>
        $"image {image.Repository}{(image.Tag.Length == 0 ? "" : ":")}{image.Tag}{(word.Length == 0 ? "" : $" ({word})")}: {Describe(kind)}";

    internal static string Describe(ShellKind kind) => kind switch
    {
        ShellKind.None => "it has no shell",
        ShellKind.Windows => "a Windows image",
        ShellKind.Unknown => "its shell is unknown",
        ShellKind.Dash => "/bin/sh is " + ImageShell.Dash,
        ShellKind.Bash => "/bin/sh is " + ImageShell.Bash,
        _ => "/bin/sh is " + ImageShell.Ash,
    };

    private static Dictionary<string, BaseImage> Build()
    {
        var rows = new Dictionary<string, BaseImage>(StringComparer.Ordinal);
        const string Library = "github.com/docker-library/official-images";

        // Operating systems and language runtimes: (shell, repositories). The default tag's system; another one shows in the tag.
        Add(ShellKind.Dash, "debian ubuntu ubuntu-debootstrap buildpack-deps kalilinux/kali-rolling phusion/baseimage nvidia/cuda bitnami/minideb");
        Add(ShellKind.Dash, "golang rust ruby perl openjdk erlang elixir haskell julia r-base pypy gcc drupal joomla ghost mono swift dart");
        Add(ShellKind.Dash,
            "eclipse-temurin maven gradle tomcat jetty sapmachine ibmjava jenkins/jenkins couchdb neo4j solr zookeeper cassandra flink spark "
                + "influxdb telegraf");
        // Servers: what their images start and are stopped by stands with the program (Programs/Servers).
        Add(ShellKind.Dash, "nginx nginxinc/nginx-unprivileged httpd php wordpress postgres redis rabbitmq");
        Add(ShellKind.Dash,
            "mariadb mongo memcached haproxy pytorch/pytorch tensorflow/tensorflow apache/airflow apache/superset jupyter/base-notebook "
                + "elasticsearch apachesuperset.docker.scarf.sh/apache/superset");
        Add(ShellKind.Dash,
            "mcr.microsoft.com/mssql/server mcr.microsoft.com/playwright mcr.microsoft.com/playwright/python "
                + "mcr.microsoft.com/azure-functions/dotnet-isolated");
        Add(ShellKind.Ash,
            "alpine busybox caddy traefik registry vault consul grafana/grafana prom/prometheus prom/alertmanager eclipse-mosquitto docker "
                + "nats-streaming");
        Add(ShellKind.Bash,
            "centos fedora amazonlinux oraclelinux rockylinux rockylinux/rockylinux almalinux photon archlinux clefos opensuse/leap "
                + "opensuse/tumbleweed amazoncorretto mysql");
        Add(ShellKind.Bash, "mcr.microsoft.com/azurelinux/base/core mcr.microsoft.com/cbl-mariner/base/core");
        Add(ShellKind.None, "hello-world nats tianon/true");
        // Built from scratch or distroless (each one's own Dockerfile): hooks that name sh or sleep cannot run there.
        Add(ShellKind.None, "coredns/coredns registry.k8s.io/coredns/coredns registry.k8s.io/coredns k8s.gcr.io/coredns/coredns k8s.gcr.io/coredns");
        foreach (var registry in new[] { "registry.k8s.io/sig-storage/", "k8s.gcr.io/sig-storage/", "quay.io/k8scsi/" })
        {
            Add(ShellKind.None, $"{registry}csi-node-driver-registrar {registry}csi-provisioner {registry}csi-attacher");
            Add(ShellKind.None, $"{registry}csi-resizer {registry}csi-snapshotter {registry}livenessprobe");
        }

        Add(ShellKind.None, "cr.l5d.io/linkerd/proxy ghcr.io/linkerd/proxy envoyproxy/envoy-distroless");

        Add(ShellKind.None, "registry.k8s.io/metrics-server/metrics-server registry.k8s.io/kube-state-metrics/kube-state-metrics");
        Add(ShellKind.None, "ghcr.io/kedacore/keda");
        Add(ShellKind.None, "gcr.io/cloud-sql-connectors/cloud-sql-proxy joseluisq/static-web-server ghcr.io/static-web-server/static-web-server");
        Add(ShellKind.None, "otel/opentelemetry-collector otel/opentelemetry-collector-contrib otel/opentelemetry-collector-k8s");
        Add(ShellKind.None, OAuth2Proxy);
        Add(ShellKind.None, $"{CloudSqlProxy1} eu.{CloudSqlProxy1} us.{CloudSqlProxy1} asia.{CloudSqlProxy1}");

        // Images whose ENTRYPOINT is a script ending in exec "$@" (each read in its repository).
        Script(ShellKind.Dash, "node", ["docker-entrypoint.sh"], ["node"]);
        Script(ShellKind.Dash, "ghost", ["docker-entrypoint.sh"], ["node", "current/index.js"]);

        // Images that start their program directly.
        Direct(ShellKind.Dash, "python", [], ["python3"]);
        Direct(ShellKind.Dash, "tomcat", [], ["catalina.sh", "run"]);
        Direct(ShellKind.Dash, "golang", [], ["bash"]);
        Direct(ShellKind.Dash, "ruby", [], ["irb"]);
        Direct(ShellKind.Dash, "debian", [], ["bash"]);
        Direct(ShellKind.Dash, "ubuntu", [], ["/bin/bash"]);
        Direct(ShellKind.Ash, "alpine", [], ["/bin/sh"]);
        Direct(ShellKind.Ash, "busybox", [], ["sh"]);
        Direct(ShellKind.Dash, "jenkins/jenkins", ["/usr/bin/tini", "--", "/usr/local/bin/jenkins.sh"], []);

        foreach (var repository in new[] { "runtime", "aspnet", "sdk", "runtime-deps" })
        {
            rows["mcr.microsoft.com/dotnet/" + repository] = new BaseImage("")
            {
                Shell = ShellKind.Dash, Entrypoint = [], Cmd = repository is "sdk" ? ["bash"] : [], StopSignalIsKnown = true,
                Source = "github.com/dotnet/dotnet-docker",
            };
        }

        return rows;

        void Add(ShellKind shell, string repositories)
        {
            foreach (var repository in repositories.Split(' '))
            {
                rows[repository] = new BaseImage("") { Shell = shell, Source = Library };
            }
        }

        void Script(ShellKind shell, string repository, string[] entrypoint, string[] cmd) => rows[repository] = new BaseImage("")
        {
            Shell = shell, Entrypoint = entrypoint, Cmd = cmd, EntrypointExecsArguments = true, StopSignalIsKnown = true, Source = Library,
        };

        void Direct(ShellKind shell, string repository, string[] entrypoint, string[] cmd) => rows[repository] = new BaseImage("")
        {
            Shell = shell, Entrypoint = entrypoint, Cmd = cmd, StopSignalIsKnown = true, Source = Library,
        };
    }
}
