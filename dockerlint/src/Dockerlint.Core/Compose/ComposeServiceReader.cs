using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>A merged mapping to a service.</summary>
internal sealed class ComposeServiceReader(ComposeInputs inputs, string directory, Func<string, string?> lookup)
{
    /// <summary>Of all services together; a base of many variables that many services extend makes their product.</summary>
    private const int MaximumVariables = 1_000_000;

    private static readonly string[] _swarmKeys = ["update_config", "rollback_config", "placement", "endpoint_mode"];

    private readonly Dictionary<SourceText, IReadOnlyList<EnvironmentLine>> _envFiles = [];
    private int _variables;

    public ComposeService Read(Located<string> name, YamlMapping node)
    {
        var deploy = ReadDeploy(node.MappingAt("deploy"));
        var envFiles = EnvFiles(node);
        return new ComposeService
        {
            Name = name,
            Node = node,
            Command = CommandReader.Read(node["command"]),
            Entrypoint = CommandReader.Read(node["entrypoint"]),
            Init = ComposeFields.Flag(node, "init"),
            StopSignal = ComposeFields.Text(node, "stop_signal"),
            StopGracePeriod = GracePeriodReader.Read(node["stop_grace_period"]),
            PreStop = CommandReader.ReadHooks(node["pre_stop"]),
            PostStart = CommandReader.ReadHooks(node["post_start"]),
            Image = ComposeFields.ImageName(node),
            Build = ReadBuild(node["build"]),
            EnvFiles = envFiles.Select(static file => ComposeFields.Text(file.Path)!).ToList(),
            Environment = ReadEnvironment(node, envFiles),
            DependsOn = DependencyReader.Read(node),
            Profiles = ComposeFields.Strings(node, "profiles"),
            Deploy = deploy,
            Extends = Extends(node["extends"]),
            Pid = ComposeFields.Text(node, "pid"),
            User = ComposeFields.Text(node, "user"),
            WorkingDir = ComposeFields.Text(node, "working_dir"),
            Restart = ComposeFields.Text(node, "restart"),
            HasHealthcheck = HasHealthcheck(node.MappingAt("healthcheck")),
            Ports = ReadPorts(node["ports"]),
            Replicas = ComposeFields.Count(node, "scale") ?? deploy?.Replicas,
            Tty = ComposeFields.IsTrue(node, "tty"),
            StdinOpen = ComposeFields.IsTrue(node, "stdin_open"),
            Platform = ComposeFields.Text(node, "platform"),
            Watch = node.MappingAt("develop")?.Find("watch")?.KeyLocation,
            IsProvider = node["provider"] is YamlMapping,
            UnknownGraceKeys = ServiceGraceKeys.Find(name.Value, node),
            HookFaults = ServiceHookShape.Of(node),
        };
    }

    private ComposeBuild? ReadBuild(YamlNode? node)
    {
        if (node is null || node.IsNull || node is YamlSequence)
        {
            return null;
        }

        var mapping = node as YamlMapping;
        var context = ComposeFields.Text(mapping is null ? node : mapping["context"])
            ?? new Located<string?>(directory.Length == 0 ? "." : directory, node.Location);
        var isRemote = context.Value is { } written && ComposePaths.IsRemote(written);
        var dockerfile = ComposeFields.Text(mapping, "dockerfile");
        var inline = ComposeFields.Text(mapping, "dockerfile_inline");
        var isFile = !isRemote && inline is null && context.Value is not null && dockerfile is not { Value: null };
        var arguments = new Dictionary<string, Located<string?>>(StringComparer.Ordinal);
        ComposeFields.AddVariables(mapping?["args"], arguments);
        var path = isRemote || context.Value is null ? context.Value : ComposePaths.Join(string.Empty, context.Value);
        return new ComposeBuild
        {
            Location = node.Location,
            Context = context with { Value = path },
            IsRemote = isRemote,
            Dockerfile = dockerfile,
            DockerfilePath = isFile ? ComposePaths.Join(path!, dockerfile?.Value ?? "Dockerfile") : null,
            Inline = inline,
            InlineOrigin = mapping?["dockerfile_inline"] is YamlScalar scalar ? span => scalar.LocationOf(span.Start, span.Length) : null,
            Target = ComposeFields.Text(mapping, "target"),
            Args = arguments,
        };
    }

    private static List<EnvFile> EnvFiles(YamlMapping node) => ComposeFields.Items(node["env_file"])
        .Select(static item => item is YamlMapping mapping
            ? new EnvFile(mapping.ScalarAt("path"), ComposeFields.Flag(mapping, "required")?.Value ?? true)
            : new EnvFile(item as YamlScalar, IsRequired: true))
        .Where(static file => file.Path is { IsNull: false })
        .ToList();

    private Dictionary<string, Located<string?>> ReadEnvironment(YamlMapping node, List<EnvFile> envFiles)
    {
        var variables = new Dictionary<string, Located<string?>>(StringComparer.Ordinal);
        if (_variables > MaximumVariables)
        {
            return variables;
        }

        foreach (var file in envFiles)
        {
            if (file.Path!.UnresolvedVariable is null
                && inputs.ReadVariables(ComposePaths.Join(string.Empty, file.Path.Value), file.IsRequired ? file.Path.Location : null) is { } source)
            {
                foreach (var line in LinesOf(source))
                {
                    variables[line.Name] = new Located<string?>(line.Value, line.Location);
                }
            }
        }

        ComposeFields.AddVariables(node["environment"], variables);
        _variables += variables.Count;
        if (_variables > MaximumVariables)
        {
            inputs.Fail(node, $"the services come to more than {MaximumVariables} variables, no more are read");
        }

        return variables;
    }

    /// <summary>A file is read once, however many services name it.</summary>
    private IReadOnlyList<EnvironmentLine> LinesOf(SourceText file)
    {
        if (!_envFiles.TryGetValue(file, out var lines))
        {
            _envFiles[file] = lines = DotEnvFile.Read(file, lookup);
        }

        return lines;
    }

    private static ComposeDeploy? ReadDeploy(YamlMapping? node) => node is null ? null : new ComposeDeploy
    {
        Location = node.Location,
        Replicas = ComposeFields.Count(node, "replicas"),
        Mode = ComposeFields.Text(node, "mode"),
        RestartCondition = node.MappingAt("restart_policy") is { } policy ? ComposeFields.Text(policy, "condition") : null,
        SwarmKeys = _swarmKeys.Select(node.Find).OfType<YamlEntry>()
            .Select(static entry => new Located<string>(entry.Key!, entry.KeyLocation)).ToList(),
    };

    private static Located<string>? Extends(YamlNode? node) =>
        ((node as YamlMapping)?.ScalarAt("service") ?? node as YamlScalar) is { IsNull: false } name
            ? new Located<string>(name.Value, name.Location)
            : null;

    private static bool HasHealthcheck(YamlMapping? node) =>
        node is not null
        && !ComposeFields.IsTrue(node, "disable")
        && node["test"] is { IsNull: false } test
        && !(ComposeFields.Items(test) is [YamlScalar { Value: "NONE" }, ..]);

    private static Located<string>[] ReadPorts(YamlNode? node) => ComposeFields.Items(node)
        .Select(static item => item is YamlMapping mapping ? mapping.ScalarAt("target") : item as YamlScalar)
        .OfType<YamlScalar>()
        .Where(static port => !port.IsNull)
        .Select(static port => new Located<string>(port.Value, port.Location))
        .ToArray();

    private sealed record EnvFile(YamlScalar? Path, bool IsRequired);
}
