namespace Dockerlint.Cli.Inputs;

/// <summary>Where reading is allowed: in the repository around each given path, or in the given folder where there is none.</summary>
internal sealed class ReadRoots(RealPaths paths)
{
    private readonly List<string> _roots = [];
    private readonly List<string> _given = [];

    /// <summary>Real paths, in the order in which the user's paths led to them.</summary>
    public IReadOnlyList<string> All => _roots;

    /// <summary>Nothing is outside.</summary>
    public bool HasNoBounds { get; init; }

    /// <summary>
    /// The user named this folder: it counts wherever it lies. A link that a repository holds is not the user's word, and may not lead out
    /// of it.
    /// </summary>
    /// <param name="folder">A full path, links in it not resolved.</param>
    /// <returns>False: there is none, or a link leads out of its repository to it.</returns>
    public bool TryAdd(string folder)
    {
        if (Given(folder, out var repository) is not { } real)
        {
            return false;
        }

        _given.Add(real);
        var root = repository ?? real;
        if (!_roots.Contains(root))
        {
            _roots.Add(root);
        }

        return true;
    }

    public bool Contains(string realPath) => HasNoBounds || _roots.Exists(root => IsBelow(realPath, root));

    /// <summary>Whether it lies below a path of the command line, or beside a file that is one: only there a fix is written.</summary>
    public bool IsGiven(string realPath) => _given.Exists(folder => IsBelow(realPath, folder));

    public static bool IsBelow(string path, string folder) => path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || folder.EndsWith(Path.DirectorySeparatorChar) || path[folder.Length] == Path.DirectorySeparatorChar);

    /// <summary>
    /// The real path of a folder that the user named, and the repository around it; null: none, or a link leads out of a repository to it.
    /// </summary>
    public string? Given(string folder, out string? repository)
    {
        repository = null;
        var at = Path.GetPathRoot(folder)!;
        foreach (var name in folder[at.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(at, name);
            if (paths.OfFolder(next) is not { } real)
            {
                return null;
            }

            var leadsOut = repository is not null && !IsBelow(real, repository);
            if (leadsOut && !HasNoBounds)
            {
                return null;
            }

            repository = real == next && HasGit(real) ? real : real == next ? repository : Repository(real);
            at = real;
        }

        return at;
    }

    private static string? Repository(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (HasGit(at))
            {
                return at;
            }
        }

        return null;
    }

    private static bool HasGit(string folder) => NativeFile.Facts(Path.Combine(folder, ".git")).Kind is FileKind.Folder or FileKind.Regular;
}
