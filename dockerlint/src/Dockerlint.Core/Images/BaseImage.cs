
namespace Dockerlint.Images;

/// <summary>What is known of an image without pulling it. Unknown stays null or <see cref="ShellKind.Unknown"/>.</summary>
public sealed record BaseImage(string Reference)
{
    public static readonly BaseImage Unknown = new("");

    public ShellKind Shell { get; init; }

    /// <summary>Why <see cref="Shell"/> is what it is, for the evidence chain.</summary>
    public string ShellReason { get; init; } = "";

    /// <summary>Null: unknown. Empty: none.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>The entrypoint is a script that ends in <c>exec "$@"</c>, read from the image's public repository.</summary>
    public bool EntrypointExecsArguments { get; init; }

    /// <summary>The command's own process, when neither ENTRYPOINT nor CMD is replaced.</summary>
    public string? StopSignal { get; init; }

    /// <summary>False where it is unknown whether the image sets a STOPSIGNAL.</summary>
    public bool StopSignalIsKnown { get; init; }

    /// <summary>Where the row comes from.</summary>
    public string Source { get; init; } = "";

    public bool IsKnown => Source.Length > 0;
}
