using Dockerlint.Images;

namespace Dockerlint.Cli.Inputs;

#pragma warning disable CA2000 // The opened file is closed with the stream around it, which is the caller's.
/// <summary>Archives and layouts of images, through the one place that opens files.</summary>
internal sealed class ImageDoor(CommandHost host, RepositoryReader reader) : IImageDoor
{
    public Stream OpenFile(string path) => Opened(path, host.FullPath(path), folder: null);

    public bool Exists(string path) => File.Exists(host.FullPath(path));

    public Stream OpenBelow(string folder, string path) => Opened(path, Path.Combine(host.FullPath(folder), path), host.FullPath(folder));

    public bool ExistsBelow(string folder, string path) => File.Exists(Path.Combine(host.FullPath(folder), path));

    private BufferedStream Opened(string path, string full, string? folder)
    {
        if (path.Length == 0)
        {
            throw new ImageException("the name of a file is needed");
        }

        return reader.TryOpenOwn(full, folder, out var reason) is { } file ? new BufferedStream(file, 16 << 10)
            : throw new ImageException(folder is null ? reason! : $"{path}: {reason}");
    }
}
