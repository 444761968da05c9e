using Dockerlint.Images.Archives;
using Dockerlint.Images.Layers;

namespace Dockerlint.Images;

/// <summary>Opens what the user names: regular files only.</summary>
public interface IImageDoor
{
    /// <param name="path">As given.</param>
    /// <exception cref="ImageException">It cannot be read, with the reason.</exception>
    Stream OpenFile(string path);

    bool Exists(string path);

    /// <summary>A file below a folder that the user names; a link in it may not lead out of it.</summary>
    /// <exception cref="ImageException">It cannot be read, with the reason.</exception>
    Stream OpenBelow(string folder, string path);

    bool ExistsBelow(string folder, string path);
}

/// <summary>Built images as inputs: <c>docker-archive:FILE[:NAME]</c>, <c>oci:FOLDER[:TAG]</c>, <c>oci-archive:FILE[:TAG]</c>.</summary>
public sealed class ImageInputs(IImageDoor door)
{
    private const string DockerArchivePrefix = "docker-archive:";
    private const string OciPrefix = "oci:";
    private const string OciArchivePrefix = "oci-archive:";

    /// <summary>The local engine.</summary>
    public const string DaemonPrefix = "docker-daemon:";

    /// <summary>A registry.</summary>
    public const string RegistryPrefix = "docker://";

    public static bool IsImage(string given) => given.StartsWith(DockerArchivePrefix, StringComparison.Ordinal)
        || given.StartsWith(OciPrefix, StringComparison.Ordinal) || given.StartsWith(OciArchivePrefix, StringComparison.Ordinal)
        || given.StartsWith(DaemonPrefix, StringComparison.Ordinal) || given.StartsWith(RegistryPrefix, StringComparison.Ordinal);

    /// <param name="given">As on the command line.</param>
    /// <param name="failed">Told what keeps a layer from being read; that may be long after.</param>
    /// <exception cref="ImageException">The image cannot be read.</exception>
    public IReadOnlyList<BaseImage> Read(string given, Action<string> failed)
    {
        try
        {
            return given.StartsWith(OciPrefix, StringComparison.Ordinal) ? Layout(given, given[OciPrefix.Length..], failed)
                : Archive(given, given[(given.IndexOf(':', StringComparison.Ordinal) + 1)..], failed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImageException(e.Message, e);
        }
    }

    /// <summary>A file, or one image of it: <c>web.tar:web:1.0</c>, as skopeo writes it, too.</summary>
    private List<BaseImage> Archive(string given, string rest, Action<string> failed)
    {
        for (var colon = rest.IndexOf(':', StringComparison.Ordinal); colon > 0 && !door.Exists(rest); colon = rest.IndexOf(':', colon + 1))
        {
            if (door.Exists(rest[..colon]))
            {
                return [.. DockerArchive.Read(given, door.OpenFile(rest[..colon]), rest[(colon + 1)..], failed)];
            }
        }

        return [.. DockerArchive.Read(given, door.OpenFile(rest), "", failed)];
    }

    private List<BaseImage> Layout(string given, string rest, Action<string> failed)
    {
        // A colon may be part of the folder's name.
        var colon = rest.LastIndexOf(':');
        var (folder, tag) = colon <= 0 || door.ExistsBelow(rest, OciLayout.Index) ? (rest, "") : (rest[..colon], rest[(colon + 1)..]);
        return OciLayout.Read(given, tag, new FolderBlobs(door, folder), new ImageBounds(), failed);
    }

    private sealed class FolderBlobs(IImageDoor door, string folder) : IBlobs
    {
        public Stream Open(string path) => door.OpenBelow(folder, path);

        public bool Has(string path) => door.ExistsBelow(folder, path);
    }
}
