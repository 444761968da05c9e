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

    /// <summary>The entrypoint is a script that executes these words with its arguments behind them; empty: it is none.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>Null: none set, so SIGTERM.</summary>
    public string? StopSignal { get; init; }

    public bool StopSignalIsKnown { get; init; } = true;

    public Func<OfficialImage, string, OfficialImage>? OfTag { get; init; }

    /// <summary><see cref="OfTag"/> decides the stop signal and nothing else.</summary>
    public bool TagDecidesSignalOnly { get; init; }

    /// <summary>Without the tag nothing is known.</summary>
    internal bool IsDecidedByTag => OfTag is not null && !TagDecidesSignalOnly;

    /// <summary>An image whose ENTRYPOINT is a script that ends in <c>exec "$@"</c>.</summary>
    public static OfficialImage WithScript(string repository, params string[] cmd) => new(repository)
    {
        Entrypoint = ["docker-entrypoint.sh"], Cmd = cmd, ExecsArguments = true,
    };

    /// <summary>An image that starts its program directly.</summary>
    public static OfficialImage Of(string repository, string program, params string[] cmd) => new(repository) { Entrypoint = [program], Cmd = cmd };

    /// <summary>An image whose ENTRYPOINT is a script that puts a program in front of its arguments.</summary>
    public static OfficialImage Running(string repository, string script, string runs, params string[] cmd) => new(repository)
    {
        Entrypoint = [script], Runs = runs.Split(' '), Cmd = cmd,
    };

    public OfficialImage ForTag(string tag) => OfTag is null ? this : tag.IndexOf('$') >= 0 ? WithUnknownSignal() : OfTag(this, tag);

    internal OfficialImage WithUnknownSignal() => this with { StopSignal = null, StopSignalIsKnown = false };
}
