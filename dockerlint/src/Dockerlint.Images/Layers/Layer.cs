namespace Dockerlint.Images.Layers;

/// <summary>An entry of a layer, by its place in the unpacked archive.</summary>
internal readonly record struct LayerEntry(TarKind Kind, string Link, long Size, long Offset);

/// <summary>One layer: what it adds and what it takes away, read when it is first asked.</summary>
/// <param name="open">The blob, packed or not; every call opens it anew.</param>
internal sealed class Layer(string digest, Func<Stream> open, ImageBounds bounds)
{
    /// <summary>Small files of a packed layer are kept while it is read: going back means to unpack it again.</summary>
    private const int MaximumKeptFile = 256 << 10;

    private const int MaximumKept = 24 << 20;

    /// <summary>Where distributions keep what no signal path leads to.</summary>
    private static readonly string[] _neverAsked = ["/usr/share/", "/usr/lib/", "/lib/", "/var/", "/usr/include/", "/etc/ssl/", "/usr/local/lib/"];

    private readonly Dictionary<string, LayerEntry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _opaque = new(StringComparer.Ordinal);
    private readonly Dictionary<long, byte[]> _kept = [];
    private bool _isRead;
    private int _keptBytes;

    public string Digest => digest;

    public LayerEntry? Find(string path)
    {
        Index();
        return _entries.TryGetValue(path, out var entry) ? entry : null;
    }

    /// <summary>Whether nothing of the layers below shows at this path.</summary>
    public bool Hides(string path)
    {
        Index();
        if (_deleted.Contains(path))
        {
            return true;
        }

        for (var slash = path.LastIndexOf('/'); slash >= 0; slash = path.LastIndexOf('/', Math.Max(slash - 1, 0)))
        {
            var folder = path[..slash];
            if (_deleted.Contains(folder) || _opaque.Contains(folder)
                || folder.Length > 0 && _entries.TryGetValue(folder, out var above) && above.Kind != TarKind.Folder)
            {
                return true;
            }

            if (slash == 0)
            {
                return false;
            }
        }

        return false;
    }

    /// <exception cref="ImageException">It cannot be read.</exception>
    public byte[] Read(LayerEntry entry)
    {
        if (_kept.TryGetValue(entry.Offset, out var kept))
        {
            return kept;
        }

        using var stream = LayerStream.Open(open(), bounds);
        if (stream.CanSeek)
        {
            stream.Seek(entry.Offset, SeekOrigin.Begin);
        }
        else
        {
            Skip(stream, entry.Offset);
        }

        var content = new byte[entry.Size];
        return stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) == content.Length ? content
            : throw new ImageException($"layer {digest}: it is cut off");
    }

    private static void Skip(Stream stream, long count)
    {
        var buffer = new byte[64 << 10];
        while (count > 0 && stream.Read(buffer, 0, (int)Math.Min(count, buffer.Length)) is > 0 and var read)
        {
            count -= read;
        }
    }

    private void Index()
    {
        if (_isRead)
        {
            return;
        }

        try
        {
            using var stream = LayerStream.Open(open(), bounds);
            var tar = new TarReader(stream);
            while (tar.Next() is { } entry)
            {
                bounds.Entry();
                Add(entry, tar, isPacked: !stream.CanSeek);
            }
        }
        catch (ImageException e)
        {
            throw new ImageException($"layer {digest}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or OverflowException)
        {
            throw new ImageException($"layer {digest}: {e.Message}", e);
        }

        _isRead = true;
    }

    private void Add(TarEntry entry, TarReader tar, bool isPacked)
    {
        var path = Inside(entry.Name);
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        if (name.StartsWith(".wh."))
        {
            var folder = path[..(path.Length - name.Length - 1)];
            if (name is ".wh..wh..opq")
            {
                _opaque.Add(folder);
            }
            else if (!name.StartsWith(".wh..wh."))
            {
                _deleted.Add($"{folder}/{name[4..]}");
            }

            return;
        }

        // A folder's own entry may come again; of files the last one counts, as for tar itself.
        _entries[path] = new LayerEntry(entry.Kind, entry.Kind == TarKind.HardLink ? Inside(entry.Link) : entry.Link, entry.Size, entry.Offset);
        if (isPacked && entry is { Kind: TarKind.File, Size: > 0 and <= MaximumKeptFile } && _keptBytes + entry.Size <= MaximumKept
            && !Array.Exists(_neverAsked, folder => path.StartsWith(folder, StringComparison.Ordinal)))
        {
            _keptBytes += (int)entry.Size;
            _kept[entry.Offset] = tar.Content(entry);
        }
    }

    /// <summary>The absolute path in the image; a name that leads above its root is no name of a layer (the engine refuses it, too).</summary>
    private static string Inside(string name)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ImageException("a path in it has a NUL character");
        }

        if (IsPlain(name))
        {
            return "/" + name.TrimEnd('/');
        }

        var parts = new List<string>();
        foreach (var part in name.Split('/'))
        {
            if (part == "..")
            {
                throw new ImageException($"it names {name}, which leads out of the image");
            }

            if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return parts.Count == 0 ? "" : "/" + string.Join('/', parts);
    }

    private static bool IsPlain(string name) => name.Length > 0 && name[0] is not ('.' or '/') && !name.Contains("/.", StringComparison.Ordinal)
        && !name.Contains("//", StringComparison.Ordinal) && name != "/";
}
