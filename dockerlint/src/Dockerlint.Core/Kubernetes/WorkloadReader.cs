using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>One object with pods in it.</summary>
internal static class WorkloadReader
{
    public static Workload Read(YamlMapping root, WorkloadKind type, string kind, string? apiVersion)
    {
        var metadata = root.MappingAt("metadata");
        var spec = root.MappingAt("spec");
        var template = Template(root, type);
        var templateMetadata = template?.MappingAt("metadata");
        var pod = PodReader.Read(template?.MappingAt("spec"));
        var strategy = Strategy(spec, type);
        var annotations = ManifestFields.Map(templateMetadata?.MappingAt("annotations"), metadata?.MappingAt("annotations"));
        return new Workload
        {
            Kind = new Located<string>(kind, root.ScalarAt("kind")?.Location ?? root.Location),
            Type = type,
            ApiVersion = apiVersion,
            Name = ManifestFields.Text(metadata, "name"),
            Namespace = ManifestFields.Text(metadata, "namespace"),
            Span = root.Span,
            Annotations = annotations,
            IsCloudRun = type == WorkloadKind.KnativeService && (metadata?.MappingAt("labels")?["cloud.googleapis.com/location"] is not null
                || annotations.Keys.Any(static name => name.StartsWith("run.googleapis.com/", StringComparison.Ordinal))),
            PodLabels = ManifestFields.Map(templateMetadata?.MappingAt("labels")),
            Replicas = type is WorkloadKind.Pod or WorkloadKind.DaemonSet or WorkloadKind.PodTemplate ? null : ManifestFields.Count(spec, "replicas"),
            StrategyType = StrategyType(strategy, type),
            MaxUnavailable = ManifestFields.Text(strategy?.MappingAt("rollingUpdate") ?? strategy?.MappingAt("canary"), "maxUnavailable"),
            Pod = pod,
            Patch = pod.Containers.Count == 0 || pod.Containers.Concat(pod.InitContainers).Any(static container => container.Image is null)
                ? root : null,
            UnknownGraceKeys = GraceKeyScan.Find(root, type, template),
        };
    }

    /// <param name="part">The part of the object that holds the template, where it has several; null: it has one.</param>
    public static Workload ReadCustom(YamlMapping root, YamlMapping template, string kind, string? apiVersion, string? part)
    {
        var metadata = root.MappingAt("metadata");
        var name = ManifestFields.Text(metadata, "name");
        var pod = PodReader.Read(template.MappingAt("spec"));
        return new Workload
        {
            Kind = new Located<string>(kind, root.ScalarAt("kind")?.Location ?? root.Location),
            Type = WorkloadKind.Custom,
            ApiVersion = apiVersion,
            Name = name is not null && part is not null ? new Located<string>($"{name.Value}/{part}", name.Location) : name,
            Namespace = ManifestFields.Text(metadata, "namespace"),
            Span = root.Span,
            PodLabels = ManifestFields.Map(template.MappingAt("metadata")?.MappingAt("labels")),
            Annotations = ManifestFields.Map(template.MappingAt("metadata")?.MappingAt("annotations"), metadata?.MappingAt("annotations")),
            Pod = pod,
            Patch = pod.Containers.Concat(pod.InitContainers).Any(static container => container.Image is null) ? root : null,
        };
    }

    /// <summary>The mapping with the pods' <c>metadata</c> and <c>spec</c>; null where a patch does not reach it.</summary>
    private static YamlMapping? Template(YamlMapping root, WorkloadKind type) => type switch
    {
        WorkloadKind.Pod => root,
        WorkloadKind.PodTemplate => root.MappingAt("template"),
        WorkloadKind.ScaledJob => root.MappingAt("spec")?.MappingAt("jobTargetRef")?.MappingAt("template"),
        WorkloadKind.CronJob => root.MappingAt("spec")?.MappingAt("jobTemplate")?.MappingAt("spec")?.MappingAt("template"),
        _ => root.MappingAt("spec")?.MappingAt("template"),
    };

    private static YamlMapping? Strategy(YamlMapping? spec, WorkloadKind type) =>
        spec?.MappingAt(type is WorkloadKind.StatefulSet or WorkloadKind.DaemonSet ? "updateStrategy" : "strategy");

    private static Located<string>? StrategyType(YamlMapping? strategy, WorkloadKind type)
    {
        if (type != WorkloadKind.ArgoRollout)
        {
            return ManifestFields.Text(strategy, "type");
        }

        return Named("canary", "Canary") ?? Named("blueGreen", "BlueGreen");

        Located<string>? Named(string key, string name) => strategy?.Find(key) is { } entry ? new Located<string>(name, entry.KeyLocation) : null;
    }
}
