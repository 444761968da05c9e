using System.IO.Enumeration;

namespace Dockerlint.Cli.Inputs;

/// <summary>
/// Files below a folder for the core's questions: links not followed, bounded in depth and number, without what is never source. Each
/// folder is listed once, however many questions are about it or one above it.
/// </summary>
internal sealed class FolderListing
{
    private const int MaximumEntries = 200_000;
    private const int MaximumDepth = 8;

    private static readonly EnumerationOptions _everything = new()
    {
        AttributesToSkip = 0, IgnoreInaccessible = true, ReturnSpecialDirectories = false,
    };

    private readonly Dictionary<string, Level> _levels = new(StringComparer.Ordinal);

    /// <param name="folder">Its real path.</param>
    /// <param name="prefix">Put in front of each.</param>
    /// <returns>Sorted.</returns>
    public IReadOnlyList<string> Of(string folder, string prefix)
    {
        var files = new List<string>();
        var left = MaximumEntries;
        Add(folder, prefix, 0, ref left, files);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private void Add(string folder, string prefix, int depth, ref int left, List<string> files)
    {
        if (!_levels.TryGetValue(folder, out var level))
        {
            _levels[folder] = level = List(folder);
        }

        left -= level.Files.Count + level.Folders.Count;
        if (left < 0)
        {
            return;
        }

        foreach (var file in level.Files)
        {
            files.Add(prefix + file);
        }

        foreach (var inner in depth < MaximumDepth ? level.Folders : [])
        {
            Add(Path.Combine(folder, inner), $"{prefix}{inner}/", depth + 1, ref left, files);
        }
    }

    private static Level List(string folder)
    {
        var level = new Level([], []);
        try
        {
            foreach (var (name, isFolder) in new FileSystemEnumerable<(string Name, bool IsFolder)>(
                folder, static (ref entry) => (entry.FileName.ToString(), entry.IsDirectory), _everything)
            {
                ShouldIncludePredicate = static (ref entry) =>
                    !entry.IsDirectory || entry.FileName is not (".git" or "node_modules") && (entry.Attributes & FileAttributes.ReparsePoint) == 0,
            })
            {
                (isFolder ? level.Folders : level.Files).Add(name);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Level([], []);
        }

        level.Folders.Sort(StringComparer.Ordinal);
        return level;
    }

    private sealed record Level(List<string> Files, List<string> Folders);
}
