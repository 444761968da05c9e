using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>Services and autoscalers.</summary>
internal static class ServiceReader
{
    public static Service ReadService(YamlMapping root)
    {
        var metadata = root.MappingAt("metadata");
        var spec = root.MappingAt("spec");
        return new Service
        {
            Name = ManifestFields.Text(metadata, "name"),
            Namespace = ManifestFields.Text(metadata, "namespace"),
            Selector = ManifestFields.Map(spec?.MappingAt("selector")),
            IsHeadless = ManifestFields.Text(spec, "clusterIP")?.Value == "None",
            Type = ManifestFields.Text(spec, "type"),
            Ports = ManifestFields.Mappings(spec, "ports").Select(ReadPort).ToList(),
            Location = root.Location,
        };
    }

    public static Autoscaler ReadAutoscaler(YamlMapping root)
    {
        var metadata = root.MappingAt("metadata");
        var spec = root.MappingAt("spec");
        var target = spec?.MappingAt("scaleTargetRef");
        return new Autoscaler
        {
            Name = ManifestFields.Text(metadata, "name"),
            Namespace = ManifestFields.Text(metadata, "namespace"),
            TargetKind = ManifestFields.Text(target, "kind")?.Value,
            TargetName = ManifestFields.Text(target, "name")?.Value,
            MinReplicas = ManifestFields.Count(spec, "minReplicas"),
            MaxReplicas = ManifestFields.Count(spec, "maxReplicas"),
            Location = root.Location,
        };
    }

    private static ServicePort ReadPort(YamlMapping port) =>
        new(ManifestFields.Count(port, "port")?.Value, ManifestFields.Text(port, "targetPort")?.Value,
            port.Location) { Name = ManifestFields.Text(port, "name")?.Value };
}
