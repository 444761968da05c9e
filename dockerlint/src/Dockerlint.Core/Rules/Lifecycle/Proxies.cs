using Dockerlint.Images;
using Dockerlint.Kubernetes;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>Proxies that run beside an application and carry its traffic, by image.</summary>
internal static class Proxies
{
    public const string Istio = "istio-proxy";
    public const string Envoy = "envoy";
    public const string CloudSql = "the Cloud SQL proxy";
    public const string Linkerd = "linkerd-proxy";

    /// <summary>A proxy, or what configures one and sends nothing through it: contour, envoy's shutdown-manager.</summary>
    public static bool IsPartOfOne(PodContainer? container) => NameOf(container) is not null
        || container?.Image is { } image && ImageReference.Parse(image.Value).Repository is var repository
            && repository.Substring(repository.LastIndexOf('/') + 1) is "contour" or "gateway-dev" or "gateway" or "envoy-gateway"
        || container?.Name?.Value is "shutdown-manager" or "contour";

    /// <summary>For sentences; null: none that is known.</summary>
    public static string? NameOf(PodContainer? container)
    {
        var repository = container?.Image is { } image ? ImageReference.Parse(image.Value).Repository : "";
        return repository.Substring(repository.LastIndexOf('/') + 1) switch
        {
            "proxyv2" => Istio,
            "envoy" or "envoy-alpine" or "envoy-distroless" or "contrib-envoy" => Envoy,
            "cloud-sql-proxy" or "gce-proxy" or "cloudsql-proxy" or "alloydb-auth-proxy" => CloudSql,
            "proxy" when repository.Contains("linkerd") => Linkerd,
            "pgbouncer" => "pgbouncer",
            // aws-appmesh-envoy
            [.., '-', 'e', 'n', 'v', 'o', 'y'] => Envoy,
            // Istio's injection puts the image in (image: auto), and a mirror may call it anything.
            _ => container?.Name?.Value == Istio ? Istio : null,
        };
    }
}
