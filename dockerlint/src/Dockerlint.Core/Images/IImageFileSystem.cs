namespace Dockerlint.Images;

/// <summary>A file or folder of an image.</summary>
/// <param name="Path">Where it really is, every link resolved.</param>
/// <param name="Layer">The line of the image's text (<see cref="BaseImage.Text"/>) that names its layer; 0 where it has none.</param>
public sealed record ImageEntry(string Path, long Size, bool IsFile, int Layer);

/// <summary>The files of an image as a container of it sees them: deleted ones are gone, links lead to a place inside.</summary>
public interface IImageFileSystem
{
    /// <summary>False: a part could not be read, so what is not found may be there all the same.</summary>
    bool IsComplete { get; }

    /// <param name="path">Absolute, in the image.</param>
    /// <returns>Null: there is none.</returns>
    ImageEntry? Find(string path);

    /// <summary>The first of these files that there is: a program along the PATH. Where the layers are far away, one of an upper layer.</summary>
    ImageEntry? FindFirst(IReadOnlyList<string> paths);

    /// <summary>Null: larger than that, or it cannot be read.</summary>
    byte[]? Read(ImageEntry entry, int maximumSize);
}
