using Dockerlint.Dockerfile;
using Dockerlint.Images;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>The image a service or pod runs: built from a Dockerfile at hand, or only a name.</summary>
/// <param name="Dockerfile">Null: only the name is known.</param>
/// <param name="Contexts">Folders the COPY sources may be in.</param>
public sealed record BuiltImage(BaseImage Base, DockerfileInput? Dockerfile, Stage? Stage, IReadOnlyList<string> Contexts)
{
    /// <summary>What the link to the Dockerfile rests on, where no name makes it; null: it is certain, or there is none.</summary>
    public string? Assumption { get; init; }

    public static readonly BuiltImage Unknown = new(BaseImage.Unknown, null, null, []);

    public static BuiltImage Named(BaseImage image) => new(image, null, null, []);

    public static BuiltImage From(DockerfileInput dockerfile, Stage stage, IReadOnlyList<string> contexts, ImageSources images) =>
        new(ImageContainer.BaseOf(stage, images), dockerfile, stage, contexts);

    /// <summary>What the image alone would start: an override changes parts of it.</summary>
    public Container AsContainer(IFileReader reader, SourceLocation anchor) => Dockerfile is { } dockerfile && Stage is { } stage
        ? ImageContainer.Build(dockerfile, stage, Base, reader, Contexts) with { Assumption = Assumption }
        : ImageContainer.Named(Base, reader, anchor);
}
