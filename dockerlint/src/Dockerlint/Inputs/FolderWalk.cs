namespace Dockerlint.Cli.Inputs;

/// <summary>All files below a folder, sorted; without <c>.git</c>, links to folders, and what <c>.gitignore</c> names.</summary>
/// <param name="excludes">Null: nothing is ignored.</param>
internal sealed class FolderWalk(RepositoryReader reader, GitExcludes? excludes)
{
    private readonly List<GitIgnoreFile> _ignoreFiles = [];

    /// <summary>Folders that could not be listed.</summary>
    public List<(string Path, string Reason)> Unreadable { get; } = [];

    /// <param name="folder">A full path.</param>
    public IEnumerable<string> Files(string folder)
    {
        _ignoreFiles.Clear();
        if (excludes is not null)
        {
            var above = FoldersAbove(folder, out var root);
            _ignoreFiles.AddRange(root is null ? [] : excludes.Of(root));
            foreach (var parent in above)
            {
                AddIgnoreFile(parent);
            }
        }

        return Walk(folder);
    }

    private IEnumerable<string> Walk(string folder)
    {
        var known = _ignoreFiles.Count;
        var (entries, whyNot) = reader.Listing.In(folder);
        if (whyNot is not null)
        {
            Unreadable.Add((folder, whyNot));
        }

        if (excludes is not null && Array.Exists(entries, static entry => entry.Name == ".gitignore"))
        {
            AddIgnoreFile(folder);
        }

        foreach (var entry in entries)
        {
            var path = folder.EndsWith('/') ? folder + entry.Name : folder + "/" + entry.Name;
            if (entry.Name == ".git" || IsIgnored(path, entry.IsFolder))
            {
                continue;
            }

            if (!entry.IsFolder)
            {
                yield return path;
            }
            else if (!reader.Listing.IsLink(folder, entry.Name))
            {
                foreach (var file in Walk(path))
                {
                    yield return file;
                }
            }
        }

        _ignoreFiles.RemoveRange(known, _ignoreFiles.Count - known);
    }

    private bool IsIgnored(string path, bool isFolder)
    {
        for (var i = _ignoreFiles.Count - 1; i >= 0; i--)
        {
            if (_ignoreFiles[i].Ignores(path, isFolder) is { } decided)
            {
                return decided;
            }
        }

        return false;
    }

    private void AddIgnoreFile(string folder)
    {
        var path = Path.Combine(folder, ".gitignore");
        if (reader.TryReadConfiguration(path, out var reason) is { } content)
        {
            var file = new GitIgnoreFile(folder.TrimEnd('/'), content);
            _ignoreFiles.Add(file);
            if (file.IsCut)
            {
                Unreadable.Add((path, $"more than {GitIgnoreFile.MaximumPatterns} patterns, of which the first count"));
            }
        }
        else if (reason is not null)
        {
            Unreadable.Add((path, reason));
        }
    }

    /// <summary>From the root of the repository down to the folder's parent; none outside of a repository.</summary>
    private static Stack<string> FoldersAbove(string folder, out string? root)
    {
        var above = new Stack<string>();
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (at != folder)
            {
                above.Push(at);
            }

            if (Path.Exists(Path.Combine(at, ".git")))
            {
                root = at;
                return above;
            }
        }

        root = null;
        return new Stack<string>();
    }
}
