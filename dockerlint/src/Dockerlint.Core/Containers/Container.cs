using Dockerlint.Compose;
using Dockerlint.Dockerfile;
using Dockerlint.GraceBudget;
using Dockerlint.Images;
using Dockerlint.Kubernetes;
using Dockerlint.SignalPath;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Containers;

public enum ContainerKind
{
    /// <summary>An image alone, as <c>docker run IMAGE</c> starts it.</summary>
    Image,
    ComposeService,
    PodContainer,
}

/// <summary>Who puts an init in front of the command, outside the image.</summary>
public sealed record InitProvision(string Description, SourceLocation? Location);

/// <summary>What a platform starts: the command after every override, and all that is known around it.</summary>
public sealed class Container
{
    private SignalRoute? _route;
    private Budget? _budget;

    public required ContainerKind Kind { get; init; }

    /// <summary><c>final stage</c>, <c>service web</c>, <c>deployment/web container api</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Where a finding goes that has no better place.</summary>
    public required SourceLocation Anchor { get; init; }

    /// <summary>What runs in front: ENTRYPOINT or its override. Null: unknown. Empty: none.</summary>
    public IReadOnlyList<Argument>? Entrypoint { get; init; }

    /// <summary>CMD or its override. Null: unknown.</summary>
    public IReadOnlyList<Argument>? Command { get; init; }

    /// <summary>The Dockerfile's own instruction behind <see cref="Entrypoint"/>; null when it comes from elsewhere.</summary>
    public ImageCommand? EntrypointInstruction { get; init; }

    public ImageCommand? CommandInstruction { get; init; }

    /// <summary>The image's own ENTRYPOINT that an override has replaced; null where nothing was replaced.</summary>
    public IReadOnlyList<Argument>? ReplacedEntrypoint { get; init; }

    /// <summary>What the image alone would start, where an override has replaced its ENTRYPOINT; null elsewhere.</summary>
    public Container? ReplacedImage { get; init; }

    public required BaseImage Base { get; init; }

    /// <summary>What the Dockerfile makes of the image; null when the image is only named.</summary>
    public EffectiveImage? Image { get; init; }

    public Stage? Stage { get; init; }

    public SourceText? Dockerfile { get; init; }

    public required ImageFiles Files { get; init; }

    public StopSignal StopSignal { get; init; } = StopSignal.Default;

    public InitProvision? Init { get; internal set; }

    /// <summary>False in a shared process namespace: the kernel's protection of PID 1 does not apply.</summary>
    public bool IsPid1 { get; init; } = true;

    /// <summary>Known environment; a null value is set but unknown.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Ends by itself by design: a Job, an init container, a Compose one-off.</summary>
    public bool IsOneShot { get; init; }

    /// <summary>Meant for a developer's machine: an override file, a <c>dev</c> target.</summary>
    public bool IsDevelopment { get; init; }

    /// <summary>The Compose service this is; null for the other kinds.</summary>
    public ComposeService? Service { get; init; }

    /// <summary>The workload whose pod this runs in; null for the other kinds.</summary>
    public Workload? Workload { get; init; }

    public PodContainer? PodContainer { get; init; }

    public IDotNetProjects DotNetProjects { get; init; } = NoDotNetProjects.Instance;

    /// <summary>The same with an init in front.</summary>
    internal Container With(InitProvision init)
    {
        var copy = (Container)MemberwiseClone();
        copy.Init = init;
        copy._route = null;
        copy._budget = null;
        return copy;
    }

    /// <summary>Resolved once, on first use.</summary>
    public SignalRoute Route => _route ??= RouteBuilder.Build(this);

    public Budget Budget => _budget ??= Budget.Of(this);
}
