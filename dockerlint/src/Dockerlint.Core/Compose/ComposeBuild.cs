using Dockerlint.Text;

namespace Dockerlint.Compose;

/// <summary>How the image is built.</summary>
public sealed class ComposeBuild
{
    public required SourceLocation Location { get; init; }

    /// <summary>Resolved against the file's project directory, in the form of <see cref="SourceText.Path"/>; null value: unknown.</summary>
    public required Located<string?> Context { get; init; }

    /// <summary>A Git or HTTP address instead of a folder.</summary>
    public bool IsRemote { get; init; }

    /// <summary>As written, relative to the context; null: <c>Dockerfile</c>.</summary>
    public Located<string?>? Dockerfile { get; init; }

    /// <summary>Context and Dockerfile joined; null when inline, remote or unknown.</summary>
    public string? DockerfilePath { get; init; }

    /// <summary><c>dockerfile_inline</c>: the text of the Dockerfile, with the place of the scalar.</summary>
    public Located<string?>? Inline { get; init; }

    /// <summary>From the text of <see cref="Inline"/> to the file that holds it.</summary>
    public Func<TextSpan, SourceLocation>? InlineOrigin { get; init; }

    public Located<string?>? Target { get; init; }

    /// <summary>A null value: taken from the shell, or an unknown variable.</summary>
    public IReadOnlyDictionary<string, Located<string?>> Args { get; init; } = EmptyMap.Of<Located<string?>>();
}

/// <summary>An entry of <c>depends_on</c>.</summary>
public sealed record ComposeDependency(string Service, string Condition, SourceLocation Location);

/// <summary>The <c>deploy</c> section.</summary>
public sealed class ComposeDeploy
{
    public required SourceLocation Location { get; init; }

    public Located<int?>? Replicas { get; init; }

    /// <summary><c>replicated</c>, <c>global</c>, <c>replicated-job</c>, <c>global-job</c>.</summary>
    public Located<string?>? Mode { get; init; }

    /// <summary><c>restart_policy.condition</c>: <c>any</c>, <c>on-failure</c>, <c>none</c>.</summary>
    public Located<string?>? RestartCondition { get; init; }

    /// <summary>Keys that only Swarm reads: <c>update_config</c>, <c>rollback_config</c>, <c>placement</c>, <c>endpoint_mode</c>.</summary>
    public IReadOnlyList<Located<string>> SwarmKeys { get; init; } = [];
}
