namespace Dockerlint.Images.Layers;

/// <summary>The files of an image: its layers over each other, links resolved inside, the upper ones read first.</summary>
/// <param name="layers">The lowest first.</param>
/// <param name="lines">The line of the image's text that names each layer.</param>
/// <param name="isRemote">A layer that is asked has to be fetched.</param>
/// <param name="failed">Told once what keeps the rest from being read.</param>
internal sealed class LayeredFiles(IReadOnlyList<Layer> layers, IReadOnlyList<int> lines, Action<string> failed, bool isRemote = false)
    : IImageFileSystem
{
    private readonly Dictionary<string, ImageEntry?> _found = new(StringComparer.Ordinal);

    public bool IsComplete { get; private set; } = true;

    public ImageEntry? Find(string path)
    {
        if (_found.TryGetValue(path, out var known))
        {
            return known;
        }

        var found = Guarded(() => Resolve(path) is ({ } real, { } entry, { } layer)
            ? new ImageEntry(real, entry.Size, entry.Kind == TarKind.File, lines[layer])
            : null);
        _found[path] = found;
        return found;
    }

    /// <summary>
    /// Of a registry's image the uppermost layer that has one of them decides: to be sure that none stands earlier on the PATH would mean to fetch
    /// every layer below.
    /// </summary>
    public ImageEntry? FindFirst(IReadOnlyList<string> paths)
    {
        for (var i = isRemote ? layers.Count - 1 : -1; i >= 0 && IsComplete; i--)
        {
            var layer = layers[i];
            var near = paths.FirstOrDefault(path => Guarded(() => layer.Find(path) is null ? null : path) is not null);
            if (near is not null)
            {
                return Find(near) is { IsFile: true } file ? file : null;
            }
        }

        return paths.Select(Find).FirstOrDefault(static entry => entry is { IsFile: true });
    }

    public byte[]? Read(ImageEntry entry, int maximumSize) => Guarded(() =>
        Lookup(entry.Path) is { } at && Bound(at) is var (found, layer) && found.Kind == TarKind.File && found.Size <= maximumSize
            ? layers[layer].Read(found) : null);

    /// <summary>One that cannot be read costs its image; what is asked later is not known.</summary>
    private T? Guarded<T>(Func<T?> ask)
        where T : class
    {
        try
        {
            return IsComplete ? ask() : null;
        }
        catch (ImageException e)
        {
            IsComplete = false;
            failed(e.Message);
            return null;
        }
    }

    /// <summary>Component by component, as the kernel walks: a link may stand anywhere in the path.</summary>
    private (string? Path, LayerEntry? Entry, int? Layer) Resolve(string path)
    {
        var open = new Stack<string>();
        Push(open, path);
        var at = "";
        (LayerEntry Entry, int Layer)? last = null;
        var links = 0;
        while (open.TryPop(out var part))
        {
            if (part == "..")
            {
                at = at[..Math.Max(at.LastIndexOf('/'), 0)];
                continue;
            }

            var next = at + "/" + part;
            last = next.Length > ImageBounds.MaximumPath ? null : Lookup(next);
            if (last is { Entry.Kind: TarKind.HardLink } link && Lookup(link.Entry.Link) != Bound(link))
            {
                last = Bound(link);
            }

            if (last is not var (entry, _))
            {
                // Not every archive names the folders above its files.
                at = next;
                continue;
            }

            if (entry.Kind is TarKind.SymbolicLink or TarKind.HardLink)
            {
                if (++links > ImageBounds.MaximumLinks || entry.Link.Length > ImageBounds.MaximumPath)
                {
                    return default;
                }

                at = entry.Kind == TarKind.HardLink || entry.Link.StartsWith('/') ? "" : at;
                Push(open, entry.Link);
                last = null;
                continue;
            }

            at = next;
        }

        return last is var (found, layer) ? (at, found, layer) : default;
    }

    private static void Push(Stack<string> open, string path)
    {
        var parts = path.Split('/');
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            if (parts[i] is not ("" or "."))
            {
                open.Push(parts[i]);
            }
        }
    }

    /// <summary>What a hard link is another name of: the file as its own layer found it, whatever lies at the first name since.</summary>
    private (LayerEntry Entry, int Layer) Bound((LayerEntry Entry, int Layer) at)
    {
        for (var links = 0; links < ImageBounds.MaximumLinks && at.Entry.Kind == TarKind.HardLink; links++)
        {
            if (Lookup(at.Entry.Link, at.Layer) is not { } first)
            {
                break;
            }

            at = first;
        }

        return at;
    }

    private (LayerEntry Entry, int Layer)? Lookup(string path) => Lookup(path, layers.Count - 1);

    /// <param name="uppermost">Of the layers that count.</param>
    private (LayerEntry Entry, int Layer)? Lookup(string path, int uppermost)
    {
        for (var i = uppermost; i >= 0; i--)
        {
            if (layers[i].Find(path) is { } entry)
            {
                return (entry, i);
            }

            if (layers[i].Hides(path))
            {
                return null;
            }
        }

        return null;
    }
}
