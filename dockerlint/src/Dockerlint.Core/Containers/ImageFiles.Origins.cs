using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Containers;

public sealed partial record ImageFiles
{
    /// <summary>The image that a file was made in, and its path there: <c>COPY --from=build</c> followed to its start.</summary>
    public (ImageFiles Files, string Path) OriginOf(string imagePath)
    {
        var (image, path) = (_image, imagePath);
        for (var depth = 0; depth < 8; depth++)
        {
            var next = default((EffectiveImage Image, string Path)?);
            for (var i = image.Copies.Count - 1; i >= 0 && next is null; i--)
            {
                next = image.Copies[i] is { FromStage: { } name } copy && SourceOf(path, copy, image) is { } source
                    && _stages?.Find(name) is { } stage
                    ? (stage.Image, ContextPath.Normalize("/" + source))
                    : null;
            }

            if (next is not { } found)
            {
                break;
            }

            (image, path) = found;
        }

        return (ReferenceEquals(image, _image) ? this : new ImageFiles(image, _stages, _dockerfile, _reader, _contexts), path);
    }

    /// <summary>The image that a program was built in, and its path there; null where it is not known to come from this Dockerfile.</summary>
    public (ImageFiles Files, string Path)? OriginOfProgram(string program)
    {
        if (program.IndexOf('/') >= 0)
        {
            return Absolute(program) is { } path ? OriginOf(path) : null;
        }

        foreach (var candidate in SearchPath.Candidates(program))
        {
            var path = ContextPath.Normalize(candidate);
            if (OriginOf(path) is var origin && origin.Path.EndsWith("/" + program, StringComparison.Ordinal)
                && !ReferenceEquals(origin.Files, this))
            {
                return origin;
            }
        }

        return null;
    }

    private string? SourceOf(string imagePath, CopiedFile copy, EffectiveImage image)
    {
        if (DestinationOf(copy, image) is not { } destination || copy.Source is not { } source || copy.Inline is not null)
        {
            return null;
        }

        if (string.Equals(imagePath, destination, StringComparison.Ordinal))
        {
            return source;
        }

        var folder = destination.TrimEnd('/') + "/";
        if (!imagePath.StartsWith(folder, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = imagePath.Substring(folder.Length);
        return ContextPath.MatchesName(source, rest) ? ContextPath.Folder(source) + rest : source.TrimEnd('/') + "/" + rest;
    }
}
