using Dockerlint.Compose;
using Dockerlint.Dockerfile;
using Dockerlint.Findings;
using Dockerlint.Images;
using Dockerlint.Kubernetes;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>Who puts an init in front of the command, outside the image.</summary>
public sealed record InitProvision(string Description, SourceLocation? Location);

/// <summary>What a platform starts: the command after every override, and all that is known around it. Data;
/// what it means is judged elsewhere.</summary>
public sealed record Container
{
    public required Platform Platform { get; init; }

    public required Subject Subject { get; init; }

    /// <summary>Where a finding goes that has no better place.</summary>
    public required SourceLocation Anchor { get; init; }

    /// <summary>Seconds from the start of the stop to SIGKILL, and who says so.</summary>
    public required Amount Grace { get; init; }

    /// <summary>What runs in front: ENTRYPOINT or its override. Null: unknown. Empty: none.</summary>
    public IReadOnlyList<Argument>? Entrypoint { get; init; }

    /// <summary>CMD or its override. Null: unknown.</summary>
    public IReadOnlyList<Argument>? Command { get; init; }

    /// <summary>The Dockerfile's own instruction behind <see cref="Entrypoint"/>; null when it comes from elsewhere.</summary>
    public ImageCommand? EntrypointInstruction { get; init; }

    public ImageCommand? CommandInstruction { get; init; }

    /// <summary>What the image alone would start, where an override has replaced its ENTRYPOINT; null elsewhere.</summary>
    public Container? ReplacedImage { get; init; }

    /// <summary>The service as its main file has it, where an override changes it; null elsewhere.</summary>
    public Container? WithoutOverride { get; init; }

    public required BaseImage Base { get; init; }

    /// <summary>What the image behind it is taken for; null: it is known, or known to be unknown.</summary>
    public string? Assumption { get; init; }

    /// <summary>What the Dockerfile makes of the image; null when the image is only named.</summary>
    public EffectiveImage? Image { get; init; }

    public Stage? Stage { get; init; }

    public SourceText? Dockerfile { get; init; }

    public required ImageFiles Files { get; init; }

    public StopSignal StopSignal { get; init; } = StopSignal.Default;

    public InitProvision? Init { get; init; }

    /// <summary>False in a shared process namespace: the kernel's protection of PID 1 does not apply.</summary>
    public bool IsPid1 { get; init; } = true;

    /// <summary>Known environment; a null value is set but unknown.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = EmptyMap.Of<string?>();

    /// <summary>Ends by itself by design: a Job, an init container, a Compose one-off.</summary>
    public bool IsOneShot { get; init; }

    /// <summary>Meant for a developer's machine: an override file, a <c>dev</c> target.</summary>
    public bool IsDevelopment { get; init; }

    /// <summary>The Compose service this is; null for the other kinds.</summary>
    public ComposeService? Service { get; init; }

    /// <summary>The workload whose pod this runs in; null for the other kinds.</summary>
    public Workload? Workload { get; init; }

    public PodContainer? PodContainer { get; init; }

    /// <summary>Nobody here says which signal it is, and the image, which may, is not known.</summary>
    public bool StopSignalMayBeAnother => StopSignal is { IsExplicit: false, Location: null } && !Base.StopSignalIsKnown && Base.Text is null;

    /// <summary>An image that nothing of the input runs otherwise than it is.</summary>
    public bool IsImageAlone => Service is null && Workload is null;

    /// <summary>The image by its name in a file; null for one built from a Dockerfile alone.</summary>
    public string? ImageName => PodContainer?.Image?.Value ?? Service?.Image?.Value;

    /// <summary>Where FROM names the base, or COPY the image whose files it has; null when the image is only named.</summary>
    public SourceLocation? BaseLocation => Dockerfile is { } dockerfile && Stage is { } stage
        ? dockerfile.At((stage.Image.FilesFrom ?? stage.From).Span) : null;

    /// <summary>Where a variable is set; null where nothing at hand sets it.</summary>
    public SourceLocation? LocationOfVariable(string name)
    {
        foreach (var variable in PodContainer?.Env ?? [])
        {
            if (variable.Name == name)
            {
                return variable.Location;
            }
        }

        return Service is { } service && service.Environment.TryGetValue(name, out var set) ? set.Location
            : Image is { } image && image.Env.TryGetValue(name, out var env) ? env.Location
            : null;
    }
}
