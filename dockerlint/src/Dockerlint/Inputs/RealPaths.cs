namespace Dockerlint.Cli.Inputs;

/// <summary>Folders with their links resolved; each is asked for once, and nothing below a missing one is asked for at all.</summary>
internal sealed class RealPaths
{
    private const int MaximumLinks = 40;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string?> _folders = new(StringComparer.Ordinal);

    /// <summary>The real path of a folder; null: there is none.</summary>
    /// <param name="folder">A full path.</param>
    public string? OfFolder(string folder)
    {
        lock (_lock)
        {
            return OfFolder(folder, 0);
        }
    }

    /// <summary>The real path of what stands at a path, links in last place resolved; null: nothing.</summary>
    public string? Of(string path)
    {
        var at = path;
        for (var links = 0; links < MaximumLinks && at is not null; links++)
        {
            if (InRealFolder(at) is not { } real)
            {
                return null;
            }

            var kind = NativeFile.Facts(real).Kind;
            if (kind != FileKind.Link)
            {
                return kind == FileKind.None ? null : real;
            }

            at = Target(real);
        }

        return null;
    }

    /// <summary>The path with the links of its folder resolved, those of its last part not; null: no such folder.</summary>
    public string? InRealFolder(string path)
    {
        var folder = Path.GetDirectoryName(path);
        return folder is null ? path : OfFolder(folder) is { } real ? Path.Combine(real, Path.GetFileName(path)) : null;
    }

    /// <summary>Where a link points to, as a full path; null: it is none.</summary>
    public static string? Target(string link) =>
        new FileInfo(link).LinkTarget is { } target ? Path.GetFullPath(target, Path.GetDirectoryName(link) ?? link) : null;

    private string? OfFolder(string folder, int links)
    {
        if (!_folders.TryGetValue(folder, out var real))
        {
            real = links > MaximumLinks ? null : Resolve(folder, links);
            _folders[folder] = real;
        }

        return real;
    }

    private string? Resolve(string folder, int links)
    {
        if (Path.GetDirectoryName(folder) is not { } parent)
        {
            return folder;
        }

        if (OfFolder(parent, links) is not { } above)
        {
            return null;
        }

        var real = Path.Combine(above, Path.GetFileName(folder));
        return NativeFile.Facts(real).Kind switch
        {
            FileKind.Folder => real,
            FileKind.Link when Target(real) is { } target => OfFolder(target, links + 1),
            _ => null,
        };
    }
}
