using Dockerlint.Compose;
using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Images;
using Dockerlint.Kubernetes;
using Dockerlint.Suppression;
using Dockerlint.Text;

namespace Dockerlint.Linting;

/// <summary>A file that is one of ours, parsed once.</summary>
/// <param name="Comments">How its comments stand.</param>
public abstract record LintInput(SourceText Source, SourceKind Comments)
{
    /// <summary>The same file with another text.</summary>
    public abstract LintInput With(SourceText text);

    public sealed record OfDockerfile(DockerfileInput Dockerfile) : LintInput(Dockerfile.Source, SourceKind.Dockerfile)
    {
        public override LintInput With(SourceText text) => new OfDockerfile(DockerfileInput.Parse(text));
    }

    /// <summary>Files of one folder that Compose merges are merged when all are known.</summary>
    public sealed record OfCompose(ComposeSource Compose) : LintInput(Compose.Text, SourceKind.Yaml)
    {
        /// <summary>Who reads it; another one than Compose where the same is written in a language of its own.</summary>
        public Platform Platform { get; init; } = Platform.Compose;

        public override LintInput With(SourceText text) => new OfCompose(ComposeSource.Parse(text)) { Platform = Platform };
    }

    public sealed record OfManifests(Manifests Manifests) : LintInput(Manifests.Source, SourceKind.Yaml)
    {
        public override LintInput With(SourceText text) => new OfManifests(ManifestReader.Read(text));
    }

    /// <summary>A built image, without the files that it was built from.</summary>
    public sealed record OfImage(BaseImage Image) : LintInput(Image.Text!, SourceKind.Dockerfile)
    {
        internal Container AsContainer(IFileReader reader) =>
            ImageContainer.Named(Image, reader, Image.Places.Entrypoint ?? Image.Places.Cmd ?? Source.AtLine(1)) with
            {
                Subject = Subject.Image(Image.Reference),
            };

        public override LintInput With(SourceText text) => this;
    }

    /// <summary>A script given by itself.</summary>
    public sealed record OfScript(SourceText Text) : LintInput(Text, SourceKind.Script)
    {
        public override LintInput With(SourceText text) => new OfScript(text);
    }
}

/// <summary>What a file turned out to be.</summary>
/// <param name="Input">Null: it is not checked.</param>
/// <param name="Template">The mark of a template engine: named, not checked.</param>
/// <param name="PartOf">What it is only a part of, that something else puts together.</param>
public sealed record Recognition(LintInput? Input, SourceLocation? Template = null, string? PartOf = null)
{
    public static readonly Recognition Foreign = new((LintInput?)null);
}
