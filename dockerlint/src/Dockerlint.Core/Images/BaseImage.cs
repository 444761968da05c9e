using Dockerlint.Text;

namespace Dockerlint.Images;

/// <summary>What is known of an image. Unknown stays null or <see cref="ShellKind.Unknown"/>.</summary>
public sealed record BaseImage(string Reference)
{
    public static readonly BaseImage Unknown = new("");

    private readonly ShellKind _shell;
    private readonly string _shellReason = "";
    private readonly Lazy<ImageShell>? _shellInside;
    private readonly Lazy<bool?>? _bashIsOld;
    private readonly IImageFileSystem? _files;

    public ShellKind Shell
    {
        get => _shell == ShellKind.Unknown && _shellInside is { } inside ? inside.Value.Kind : _shell;
        init => _shell = value;
    }

    /// <summary>Why <see cref="Shell"/> is what it is, for the evidence chain.</summary>
    public string ShellReason
    {
        get => _shell == ShellKind.Unknown && _shellInside is { } inside ? inside.Value.Reason : _shellReason;
        init => _shellReason = value;
    }

    /// <summary>Null: unknown. Empty: none.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>The entrypoint is a script that ends in <c>exec "$@"</c>, read from the image's public repository.</summary>
    public bool EntrypointExecsArguments { get; init; }

    /// <summary>The words that the entrypoint, a script, puts in front of its arguments and executes; empty: none.</summary>
    public IReadOnlyList<string> EntrypointRuns { get; init; } = [];

    /// <summary>The command's own process, when neither ENTRYPOINT nor CMD is replaced.</summary>
    public string? StopSignal { get; init; }

    /// <summary>False where it is unknown whether the image sets a STOPSIGNAL.</summary>
    public bool StopSignalIsKnown { get; init; }

    public IReadOnlyDictionary<string, string> Env { get; init; } = EmptyMap.Of<string>();

    /// <summary>Null: unknown.</summary>
    public string? WorkDir { get; init; }

    /// <summary>Null: unknown. Empty: root.</summary>
    public string? User { get; init; }

    public bool? HasHealthcheck { get; init; }

    /// <summary><c>linux/amd64</c>; null: unknown.</summary>
    public string? Platform { get; init; }

    /// <summary><c>sha256:…</c> of its configuration or manifest; null: unknown.</summary>
    public string? Digest { get; init; }

    /// <summary>Programs that somebody says it has; what else it has is not known.</summary>
    public IReadOnlyCollection<string> Programs { get; init; } = [];

    /// <summary>Its files; null where they are not at hand.</summary>
    public IImageFileSystem? Files
    {
        get => _files;
        init
        {
            _files = value;
            _shellInside = value is null ? null : new Lazy<ImageShell>(() => ImageShell.Of(Shown, value));
            _bashIsOld = value is null ? null : new Lazy<bool?>(() => ImageShell.IsBashOld(value));
        }
    }

    /// <summary>The image written down line by line, so that a finding has a place; null where only facts are known.</summary>
    public SourceText? Text { get; init; }

    /// <summary>Where the facts stand, in <see cref="Text"/> or in the file that states them.</summary>
    public ImagePlaces Places { get; init; } = ImagePlaces.None;

    /// <summary>Where the row comes from.</summary>
    public string Source { get; init; } = "";

    public bool IsKnown => Source.Length > 0;

    /// <summary>No other source has more to say of what it starts.</summary>
    public bool IsComplete =>
        IsKnown && Entrypoint is not null && Cmd is not null && StopSignalIsKnown && (_files is not null || _shell != ShellKind.Unknown);

    public bool IsWindows => _shell == ShellKind.Windows || Platform is { } platform && platform.StartsWith("windows/", StringComparison.Ordinal);

    /// <summary>A bash before 5.1 stays in front of a list; null: not known which it has.</summary>
    public bool? BashIsOld => _bashIsOld?.Value;

    /// <summary>What a copy of its whole root into an empty image leaves of it.</summary>
    public BaseImage FilesOnly() => this with
    {
        Entrypoint = [], Cmd = [], EntrypointExecsArguments = false, EntrypointRuns = [], StopSignal = null, StopSignalIsKnown = true,
        Env = EmptyMap.Of<string>(), User = "", HasHealthcheck = false, Places = ImagePlaces.None,
    };

    /// <summary>For sentences: the name, with the beginning of its digest where it has one; a name that only a build argument says is none.</summary>
    public string Shown => Reference.Length == 0 ? "the base image"
        : Digest is { } digest && digest.IndexOf(':') is > 0 and var colon && digest.Length > colon + 13
        ? $"{Reference} ({digest.Substring(0, colon + 13)})"
        : Reference;

    /// <summary>Where the engine looks without a PATH of the image's own (moby oci/defaults).</summary>
    public const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
}

/// <summary>Where an image's facts are written.</summary>
public sealed record ImagePlaces(SourceLocation? Entrypoint, SourceLocation? Cmd, SourceLocation? StopSignal)
{
    public static readonly ImagePlaces None = new(null, null, null);
}
