using Dockerlint.Images.Layers;
using Dockerlint.Text;

namespace Dockerlint.Images.Archives;

/// <summary>The files of an archive or of a layout's folder, by their path in it.</summary>
internal interface IBlobs
{
    /// <exception cref="ImageException">It is not there.</exception>
    Stream Open(string path);

    bool Has(string path);
}

internal static class Blobs
{
    /// <summary>A document as a whole; documents are small.</summary>
    public static byte[] Document(this IBlobs blobs, string path)
    {
        using var stream = blobs.Open(path);
        if (stream.Length > ImageBounds.MaximumDocument)
        {
            throw new ImageException($"{path} is larger than {ImageBounds.MaximumDocument >> 20} MB");
        }

        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}

/// <summary>A tar archive's files, found by its headers; contents are read where they lie, and unpacked anew where it is packed as a whole.</summary>
internal sealed class ArchiveBlobs : IBlobs
{
    private readonly Stream _file;
    private readonly bool _isPacked;
    private readonly Dictionary<string, TarEntry> _entries = new(StringComparer.Ordinal);

    public ArchiveBlobs(Stream file, ImageBounds bounds)
    {
        using var part = new PartStream(file, 0, file.Length);
        using var whole = LayerStream.Open(part, bounds);
        _isPacked = !whole.CanSeek;
        // A look at the first bytes and back must not mean to unpack it again.
        _file = _isPacked ? new BufferedStream(new UnpackedFile(file, bounds), 64 << 10) : file;
        var tar = new TarReader(whole);
        while (tar.Next() is { } entry)
        {
            bounds.Entry();
            _entries[entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name] = entry;
        }
    }

    public bool Has(string path) => Entry(path) is not null;

    public Stream Open(string path) =>
        Entry(path) is { } entry ? new PartStream(_file, entry.Offset, entry.Size) { IsPacked = _isPacked }
            : throw new ImageException($"the archive has no {path}");

    /// <summary>Old engines save a layer once and link to it where it comes again.</summary>
    private TarEntry? Entry(string path)
    {
        for (var links = 0; links < ImageBounds.MaximumLinks && _entries.TryGetValue(path, out var entry); links++)
        {
            if (entry.Kind == TarKind.File)
            {
                return entry;
            }

            path = entry.Kind == TarKind.HardLink ? entry.Link
                : ContextPath.Normalize(ContextPath.Folder(path) + entry.Link);
        }

        return null;
    }
}
