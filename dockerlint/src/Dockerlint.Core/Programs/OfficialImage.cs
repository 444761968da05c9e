namespace Dockerlint.Programs;

/// <summary>
/// What a program's public image starts and is stopped by, from its Dockerfile. A row states what every supported tag has had for years;
/// what depends on the tag, <see cref="OfTag"/> decides or leaves unknown.
/// </summary>
public sealed record OfficialImage(string Repository)
{
    /// <summary>Empty: none.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    public IReadOnlyList<string> Cmd { get; init; } = [];

    /// <summary>The entrypoint is a script that ends in <c>exec "$@"</c> (read in its repository).</summary>
    public bool ExecsArguments { get; init; }

    /// <summary>Null: none set, so SIGTERM.</summary>
    public string? StopSignal { get; init; }

    public bool StopSignalIsKnown { get; init; } = true;

    public Func<OfficialImage, string, OfficialImage>? OfTag { get; init; }

    /// <summary>An image whose ENTRYPOINT is a script that ends in <c>exec "$@"</c>.</summary>
    public static OfficialImage WithScript(string repository, params string[] cmd) => new(repository)
    {
        Entrypoint = ["docker-entrypoint.sh"], Cmd = cmd, ExecsArguments = true,
    };

    public OfficialImage ForTag(string tag) => OfTag?.Invoke(this, tag) ?? this;

    internal OfficialImage WithUnknownSignal() => this with { StopSignal = null, StopSignalIsKnown = false };
}
