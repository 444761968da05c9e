using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>One build stage and where its image comes from.</summary>
public sealed class Stage
{
    public required int Index { get; init; }

    /// <summary>The name after AS, lower case; null where there is none.</summary>
    public string? Name { get; init; }

    public required Instruction From { get; init; }

    /// <summary>The file says <c># escape=`</c>, which only Dockerfiles for Windows do.</summary>
    public bool HasBacktickEscape { get; init; }

    /// <summary>The earlier stage it builds on; null for an external image.</summary>
    public Stage? Parent { get; init; }

    /// <summary>The external image reference after expansion; null when it builds on a stage, or a variable has no value here.</summary>
    public string? BaseImage { get; init; }

    /// <summary>The variable without a value that keeps <see cref="BaseImage"/> unknown.</summary>
    public string? UnresolvedVariable { get; init; }

    /// <summary>Its own instructions, FROM excluded, ONBUILD triggers of a parent stage included in front.</summary>
    public required IReadOnlyList<Instruction> Instructions { get; init; }

    /// <summary>What the image says after this stage, everything inherited.</summary>
    public required EffectiveImage Image { get; init; }
}

/// <summary>The image configuration at the end of a stage, inheritance through parent stages applied.</summary>
public sealed class EffectiveImage
{
    /// <summary>An image has at most 125 layers (moby, layer/layer_store.go, maxLayerDepth), and each RUN makes one; what is beyond is never built.
    /// </summary>
    private const int MaximumRuns = 1_000;

    /// <summary>Sources of COPY and ADD, of which one instruction may have many.</summary>
    private const int MaximumCopies = 5_000;

    /// <summary>Of what no Dockerfile builds.</summary>
    public static EffectiveImage OfNothing { get; } = new();

    /// <summary>The external image at the root of the FROM chain, or the one whose whole root was copied into an empty one; null: unknown.</summary>
    public string? RootImage { get; internal set; }

    /// <summary>The COPY that brought the root image's files into an empty one, without its configuration; null: it is inherited.</summary>
    public Instruction? FilesFrom { get; internal set; }

    public bool IsWindows { get; internal set; }

    /// <summary>Null: no ENTRYPOINT in this file's chain, so the root image's own counts.</summary>
    public ImageCommand? Entrypoint { get; internal set; }

    /// <summary>Null: no CMD in force from this file's chain.</summary>
    public ImageCommand? Cmd { get; internal set; }

    /// <summary>True when an ENTRYPOINT has cleared the CMD that was inherited, the root image's included.</summary>
    public bool InheritedCmdIsReset { get; internal set; }

    /// <summary>Null: not set here, so the root image's own counts. The value is expanded; null value: an unknown variable.</summary>
    public Located<string?>? StopSignal { get; internal set; }

    public Located<IReadOnlyList<string>>? Shell { get; internal set; }

    public Located<string?>? User { get; internal set; }

    /// <summary>Absolute; null when unknown (not set here: the root image's own).</summary>
    public string? WorkDir { get; internal set; }

    public IReadOnlyDictionary<string, Located<string?>> Env => Variables;

    public Instruction? Healthcheck { get; internal set; }

    /// <summary>Files that COPY, ADD and their heredocs bring in, in order; later ones win.</summary>
    public IReadOnlyList<CopiedFile> Copies => CopyList;

    /// <summary>Every RUN of the chain, in order.</summary>
    public IReadOnlyList<RunStep> Runs => RunList;

    internal NameTable<Located<string?>> Variables { get; set; } = NameTable<Located<string?>>.Empty;

    internal InheritedList<CopiedFile> CopyList { get; set; } = new();

    internal InheritedList<RunStep> RunList { get; set; } = new();

    internal void Add(RunStep run)
    {
        if (RunList.Count < MaximumRuns)
        {
            RunList.Add(run);
        }
    }

    internal void Add(CopiedFile copy)
    {
        if (CopyList.Count < MaximumCopies)
        {
            CopyList.Add(copy);
        }
    }

    /// <summary>What a child stage starts from; this one is complete.</summary>
    internal EffectiveImage Continue()
    {
        var child = (EffectiveImage)MemberwiseClone();
        child.CopyList = CopyList.Continue();
        child.RunList = RunList.Continue();
        return child;
    }
}

/// <summary>An ENTRYPOINT or CMD in force, with the SHELL of its moment baked in.</summary>
/// <param name="Argv">What the image configuration will hold: shell form has the shell in front.</param>
/// <param name="ShellPrefix">The SHELL in force for shell form; null in exec form.</param>
/// <param name="ShellIsDefault">Shell form under the builder's default SHELL rather than a SHELL instruction of this file.</param>
public sealed record ImageCommand(Instruction Instruction, CommandForm Form, IReadOnlyList<string> Argv, IReadOnlyList<string>? ShellPrefix,
    bool ShellIsDefault);

/// <summary>A RUN.</summary>
/// <param name="WorkDir">In which it runs, as <see cref="EffectiveImage.WorkDir"/>.</param>
public readonly record struct RunStep(Instruction Instruction, string? WorkDir)
{
    public LogicalText Arguments => Instruction.Arguments;

    /// <summary>Where it runs over a root image of this working directory; null: not known.</summary>
    public string? FolderIn(string? rootFolder) => WorkDir is { } folder ? ImagePath.Rebased(folder, rootFolder) : rootFolder;
}

/// <summary>One source of a COPY or ADD.</summary>
/// <param name="Source">Path in the context, a URL, or the heredoc's name; as expanded. Null: an unknown variable.</param>
/// <param name="Destination">Absolute path in the image; ends in <c>/</c> when a directory is meant. Null when unknown.</param>
/// <param name="FromStage">For <c>--from</c>: the stage or image it names.</param>
/// <param name="Inline">The heredoc that is the file's text.</param>
public sealed record CopiedFile(Instruction Instruction, string? Source, string? Destination, string? FromStage, Heredoc? Inline, bool ManySources);
