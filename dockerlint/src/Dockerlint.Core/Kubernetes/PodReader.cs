using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>A pod spec and its containers.</summary>
internal static class PodReader
{
    public static PodSpec Read(YamlMapping? spec) => new()
    {
        Start = spec is { Entries: [var first, ..] } ? first.KeyLocation : spec?.Location,
        GracePeriod = ManifestFields.WholeNumber(spec, "terminationGracePeriodSeconds"),
        TimeoutSeconds = ManifestFields.WholeNumber(spec, "timeoutSeconds"),
        ShareProcessNamespace = ManifestFields.Flag(spec, "shareProcessNamespace"),
        HostPid = ManifestFields.Flag(spec, "hostPID"),
        HostNetwork = ManifestFields.Flag(spec, "hostNetwork"),
        OsName = ManifestFields.Text(spec?.MappingAt("os"), "name"),
        RestartPolicy = ManifestFields.Text(spec, "restartPolicy"),
        Spot = SpotNode.Of(spec),
        HookFaults = HookShape.OfPod(spec),
        ConfigMaps = ConfigMapVolume.Of(spec),
        Containers = ManifestFields.Mappings(spec, "containers").Select(static node => ReadContainer(node, ContainerRole.Main)).ToList(),
        InitContainers = ManifestFields.Mappings(spec, "initContainers").Select(static node => ReadContainer(node, InitRole(node))).ToList(),
    };

    private static ContainerRole InitRole(YamlMapping node) => RestartsAlways(node) ? ContainerRole.Sidecar : ContainerRole.Init;

    private static bool RestartsAlways(YamlMapping node) => ManifestFields.Text(node, "restartPolicy")?.Value == "Always";

    private static PodContainer ReadContainer(YamlMapping node, ContainerRole role)
    {
        var lifecycle = node.MappingAt("lifecycle");
        return new PodContainer
        {
            Role = role,
            Name = ManifestFields.Text(node, "name"),
            WrittenImage = ManifestFields.Text(node, "image"),
            Command = ManifestFields.List(node, "command"),
            CommandNode = node.SequenceAt("command"),
            Args = ManifestFields.List(node, "args"),
            ArgsNode = node.SequenceAt("args"),
            RestartsAlways = RestartsAlways(node),
            WorkingDir = node.ScalarAt("workingDir")?.Value,
            Env = ManifestFields.Mappings(node, "env").Where(static variable => variable.ScalarAt("name") is not null).Select(ReadVariable).ToList(),
            HasEnvFrom = node.SequenceAt("envFrom") is { Items.Count: > 0 },
            Ports = ManifestFields.Mappings(node, "ports").Select(ReadPort).ToList(),
            Readiness = ReadProbe(node.MappingAt("readinessProbe")),
            Liveness = ReadProbe(node.MappingAt("livenessProbe")),
            Startup = ReadProbe(node.MappingAt("startupProbe")),
            VolumeMounts = VolumeMount.Of(node),
            PreStop = ReadHandler(lifecycle?.MappingAt("preStop")),
            PostStart = ReadHandler(lifecycle?.MappingAt("postStart")),
            HookFaults = HookShape.Of(node, isPartial: node["image"] is null),
            StopSignal = ManifestFields.Text(lifecycle, "stopSignal"),
            Stdin = ManifestFields.Flag(node, "stdin")?.Value ?? false,
            Tty = ManifestFields.Flag(node, "tty")?.Value ?? false,
        };
    }

    private static EnvironmentVariable ReadVariable(YamlMapping node)
    {
        var value = ManifestFields.Text(node, "value");
        var isEmpty = value is null && node["valueFrom"] is null;
        return new EnvironmentVariable(node.ScalarAt("name")!.Value, isEmpty ? new(string.Empty, node.Location) : value, node.Location);
    }

    private static ContainerPort ReadPort(YamlMapping node) =>
        new(ManifestFields.Count(node, "containerPort")?.Value, ManifestFields.Text(node, "name")?.Value, node.Location);

    private static Probe? ReadProbe(YamlMapping? node) => node is null ? null
        : new Probe(KindOf(node), ManifestFields.WholeNumber(node, "terminationGracePeriodSeconds"), node.Location) { Port = PortOf(node) };

    private static LifecycleHandler? ReadHandler(YamlMapping? node) => node is null ? null : new LifecycleHandler
    {
        Location = node.Location,
        Kind = KindOf(node),
        Command = ManifestFields.List(node.MappingAt("exec"), "command") ?? [],
        SleepSeconds = ManifestFields.WholeNumber(node.MappingAt("sleep"), "seconds"),
        HttpPath = ManifestFields.Text(node.MappingAt("httpGet"), "path"),
        Host = ManifestFields.Text(node.MappingAt("httpGet"), "host"),
        Port = PortOf(node),
    };

    private static HandlerKind KindOf(YamlMapping node) =>
        IsSet(node, "exec") ? HandlerKind.Exec
        : IsSet(node, "httpGet") ? HandlerKind.HttpGet
        : IsSet(node, "tcpSocket") ? HandlerKind.TcpSocket
        : IsSet(node, "sleep") ? HandlerKind.Sleep
        : IsSet(node, "grpc") ? HandlerKind.Grpc
        : HandlerKind.None;

    private static bool IsSet(YamlMapping node, string key) => node[key] is { IsNull: false };

    private static string? PortOf(YamlMapping node) =>
        ManifestFields.Text(node.MappingAt("httpGet") ?? node.MappingAt("tcpSocket") ?? node.MappingAt("grpc"), "port")?.Value;
}
