using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>What <c>docker compose</c> would run from these files: merged, extended, included, interpolated.</summary>
public sealed class ComposeProject
{
    private HashSet<string>? _waitedFor;

    /// <summary>Of all profiles, in the order of the files.</summary>
    public required IReadOnlyList<ComposeService> Services { get; init; }

    /// <summary>What keeps Compose from loading the project; what could be understood is in <see cref="Services"/> all the same.</summary>
    public IReadOnlyList<InputError> Errors { get; init; } = [];

    /// <summary>The first file that is a template and not YAML; null for none.</summary>
    public TemplateMark? Template { get; init; }

    /// <summary>Every file read, the main one first: overrides, extended, included, <c>.env</c> and env files.</summary>
    public IReadOnlyList<SourceText> Files { get; init; } = [];

    /// <summary>Paths that <c>extends</c>, <c>include</c> or <c>env_file</c> names and that could not be read.</summary>
    public IReadOnlyList<Located<string>> MissingFiles { get; init; } = [];

    /// <summary>All documents of the Compose files, for their comments.</summary>
    public IReadOnlyList<YamlDocument> Documents { get; init; } = [];

    public Located<string?>? Name { get; init; }

    public ComposeService? Find(string name) => Services.FirstOrDefault(service => service.Name.Value == name);

    /// <summary>Another service starts when this one has done its work (<c>service_completed_successfully</c>).</summary>
    public bool IsWaitedFor(string name) => (_waitedFor ??= new HashSet<string>(
        Services.SelectMany(static service => service.DependsOn).Where(static dependency => dependency.Condition == "service_completed_successfully")
            .Select(static dependency => dependency.Service),
        StringComparer.Ordinal)).Contains(name);
}

/// <summary>
/// One service after everything is resolved. Each value stands with the place in force. A null value inside a
/// <see cref="Located{T}"/> is unknown: it holds a variable without value or default.
/// </summary>
public sealed class ComposeService
{
    public required Located<string> Name { get; init; }

    /// <summary>The key and the mapping that declare it (in the last file that does).</summary>
    public required YamlMapping Node { get; init; }

    /// <summary>Null: not set or <c>null</c>, the image's CMD counts (unless there is an entrypoint).</summary>
    public ComposeCommand? Command { get; init; }

    /// <summary>Null: not set or <c>null</c>, the image's ENTRYPOINT counts. Set, it drops the image's CMD.</summary>
    public ComposeCommand? Entrypoint { get; init; }

    public Located<bool?>? Init { get; init; }

    public Located<string?>? StopSignal { get; init; }

    /// <summary>Null: not set, the engine's default of 10 seconds.</summary>
    public ComposeGracePeriod? StopGracePeriod { get; init; }

    /// <summary><c>pre_stop</c>, in order.</summary>
    public IReadOnlyList<ComposeHook> PreStop { get; init; } = [];

    public IReadOnlyList<ComposeHook> PostStart { get; init; } = [];

    public Located<string?>? Image { get; init; }

    public ComposeBuild? Build { get; init; }

    /// <summary><c>environment</c> over <c>env_file</c>; a null value: passed on from the shell, or an unknown variable.</summary>
    public IReadOnlyDictionary<string, Located<string?>> Environment { get; init; } = EmptyMap.Of<Located<string?>>();

    /// <summary>Resolved paths of <c>env_file</c>.</summary>
    public IReadOnlyList<Located<string?>> EnvFiles { get; init; } = [];

    /// <summary><c>depends_on</c>, and the services whose network, volumes or links it uses.</summary>
    public IReadOnlyList<ComposeDependency> DependsOn { get; init; } = [];

    public IReadOnlyList<Located<string>> Profiles { get; init; } = [];

    public ComposeDeploy? Deploy { get; init; }

    /// <summary>The service named by <c>extends</c>; its values are already part of this one.</summary>
    public Located<string>? Extends { get; init; }

    /// <summary><c>host</c>, <c>service:x</c>, <c>container:x</c>: then there is no init and PID 1 is another's.</summary>
    public Located<string?>? Pid { get; init; }

    public Located<string?>? User { get; init; }

    public Located<string?>? WorkingDir { get; init; }

    public Located<string?>? Restart { get; init; }

    /// <summary><c>healthcheck</c> with a test that is not disabled.</summary>
    public bool HasHealthcheck { get; init; }

    public IReadOnlyList<Located<string>> Ports { get; init; } = [];

    /// <summary><c>scale</c>, or <c>deploy.replicas</c> where it is not set.</summary>
    public Located<int?>? Replicas { get; init; }

    public bool Tty { get; init; }

    public bool StdinOpen { get; init; }

    public Located<string?>? Platform { get; init; }

    /// <summary><c>develop.watch</c>: files are synced into a running container, so this is a development service.</summary>
    public SourceLocation? Watch { get; init; }

    /// <summary><c>provider</c>: Compose starts a plugin instead of a container.</summary>
    public bool IsProvider { get; init; }

    public IReadOnlyList<UnknownGraceKey> UnknownGraceKeys { get; init; } = [];

    /// <summary>What is no hook by its shape.</summary>
    public IReadOnlyList<ServiceHookFault> HookFaults { get; init; } = [];
}
