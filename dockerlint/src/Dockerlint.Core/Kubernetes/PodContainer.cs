using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

public enum ContainerRole
{
    Main,

    /// <summary>Runs to its end before the main containers start.</summary>
    Init,

    /// <summary>An init container with <c>restartPolicy: Always</c>: told to stop after the main containers.</summary>
    Sidecar,
}

/// <summary>One container of a pod.</summary>
public sealed class PodContainer
{
    private readonly ExpansionLimit _limit = new();
    private Dictionary<string, string?>? _values;
    private Located<string>? _image;

    public required ContainerRole Role { get; init; }

    public Located<string>? Name { get; init; }

    /// <summary>Null in a patch.</summary>
    public Located<string>? WrittenImage { get; init; }

    /// <summary>The same after the kustomizations of the input.</summary>
    public Located<string>? Image
    {
        get => _image ?? WrittenImage;
        internal set => _image = value;
    }

    /// <summary>Replaces the image's ENTRYPOINT (and drops its CMD); null: not set; an empty list counts as not set.</summary>
    public IReadOnlyList<Located<string>>? Command { get; init; }

    /// <summary>Replaces the image's CMD; null: not set.</summary>
    public IReadOnlyList<Located<string>>? Args { get; init; }

    /// <summary><see cref="Command"/> as written.</summary>
    public YamlSequence? CommandNode { get; init; }

    /// <summary><see cref="Args"/> as written.</summary>
    public YamlSequence? ArgsNode { get; init; }

    public string? WorkingDir { get; init; }

    /// <summary><c>restartPolicy: Always</c>, which makes a sidecar of an init container, and of no other.</summary>
    public bool RestartsAlways { get; init; }

    public IReadOnlyList<EnvironmentVariable> Env { get; init; } = [];

    /// <summary><c>envFrom</c> is present: more variables than <see cref="Env"/> shows.</summary>
    public bool HasEnvFrom { get; init; }

    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];

    public Probe? Readiness { get; init; }

    public Probe? Liveness { get; init; }

    public Probe? Startup { get; init; }

    public IReadOnlyList<VolumeMount> VolumeMounts { get; init; } = [];

    public LifecycleHandler? PreStop { get; init; }

    public LifecycleHandler? PostStart { get; init; }

    /// <summary>What was meant as a preStop hook and is none.</summary>
    public IReadOnlyList<HookShapeFault> HookFaults { get; init; } = [];

    /// <summary><c>lifecycle.stopSignal</c>.</summary>
    public Located<string>? StopSignal { get; init; }

    public bool Stdin { get; init; }

    public bool Tty { get; init; }

    /// <summary>
    /// <c>$(NAME)</c> and <c>$$(NAME)</c> as the kubelet replaces them in <c>command</c> and <c>args</c> (not in hooks); an unknown name stays as it
    /// is, and so does a text that grows beyond what is followed.
    /// </summary>
    public string Expand(string text)
    {
        var values = _values ??= VariableExpansion.Resolve(Env, _limit);
        return VariableExpansion.Expand(text, name => values.TryGetValue(name, out var value) ? value : null, _limit) ?? text;
    }
}

/// <param name="Value">Null where it comes from elsewhere (<c>valueFrom</c>).</param>
public sealed record EnvironmentVariable(string Name, Located<string>? Value, SourceLocation Location);

/// <param name="Number">Null where it is no number (a placeholder).</param>
public sealed record ContainerPort(int? Number, string? Name, SourceLocation Location);

public sealed record Probe(HandlerKind Kind, WholeNumberField? GracePeriod, SourceLocation Location)
{
    /// <summary>The port of httpGet, tcpSocket or grpc as written: a number or a name.</summary>
    public string? Port { get; init; }
}

public enum HandlerKind
{
    /// <summary>None of the known handlers, or an empty one.</summary>
    None,
    Exec,
    HttpGet,
    TcpSocket,
    Sleep,
    Grpc,
}

/// <summary>A <c>preStop</c> or <c>postStart</c> hook.</summary>
public sealed class LifecycleHandler
{
    /// <summary>Of the hook's value.</summary>
    public required SourceLocation Location { get; init; }

    public required HandlerKind Kind { get; init; }

    /// <summary>The argv of <c>exec</c>; empty otherwise.</summary>
    public IReadOnlyList<Located<string>> Command { get; init; } = [];

    /// <summary><c>sleep.seconds</c>.</summary>
    public WholeNumberField? SleepSeconds { get; init; }

    public Located<string>? HttpPath { get; init; }

    /// <summary><c>httpGet.host</c>; null: the pod's own address.</summary>
    public Located<string>? Host { get; init; }

    public string? Port { get; init; }
}
