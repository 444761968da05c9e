using System.IO.Enumeration;

namespace Dockerlint.Cli.Inputs;

/// <summary>All files below a folder, sorted; without <c>.git</c>, links to folders, and what <c>.gitignore</c> names.</summary>
internal sealed class FolderWalk(RepositoryReader reader, bool honoursGitIgnore)
{
    private static readonly EnumerationOptions _everything = new()
    {
        AttributesToSkip = 0, IgnoreInaccessible = false, ReturnSpecialDirectories = false,
    };

    private readonly List<GitIgnoreFile> _ignoreFiles = [];

    /// <summary>Folders that could not be listed.</summary>
    public List<(string Path, string Reason)> Unreadable { get; } = [];

    /// <param name="folder">A full path.</param>
    public IEnumerable<string> Files(string folder)
    {
        _ignoreFiles.Clear();
        if (honoursGitIgnore)
        {
            foreach (var above in FoldersAbove(folder))
            {
                AddIgnoreFile(above);
            }
        }

        return Walk(folder);
    }

    private IEnumerable<string> Walk(string folder)
    {
        var known = _ignoreFiles.Count;
        var entries = List(folder);
        if (honoursGitIgnore && entries.Exists(static entry => entry.Name == ".gitignore"))
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
            else if (!entry.IsLink)
            {
                foreach (var file in Walk(path))
                {
                    yield return file;
                }
            }
        }

        _ignoreFiles.RemoveRange(known, _ignoreFiles.Count - known);
    }

    private List<Entry> List(string folder)
    {
        var entries = new List<Entry>();
        try
        {
            entries.AddRange(new FileSystemEnumerable<Entry>(folder, static (ref entry) =>
                new Entry(entry.FileName.ToString(), entry.IsDirectory, entry.IsDirectory && IsLink(ref entry)), _everything));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Unreadable.Add((folder, ReadFailure.Sentence(e)));
        }

        entries.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return entries;
    }

    /// <summary>Asked of folders only: it costs a system call.</summary>
    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;

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
            _ignoreFiles.Add(new GitIgnoreFile(folder.TrimEnd('/'), content));
        }
        else if (reason is not null)
        {
            Unreadable.Add((path, reason));
        }
    }

    /// <summary>From the root of the repository down to the folder's parent; none outside of a repository.</summary>
    private static Stack<string> FoldersAbove(string folder)
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
                return above;
            }
        }

        return new Stack<string>();
    }

    private readonly record struct Entry(string Name, bool IsFolder, bool IsLink);
}
