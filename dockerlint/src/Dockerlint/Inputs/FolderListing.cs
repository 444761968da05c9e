using System.IO.Enumeration;
using Dockerlint.Text;

namespace Dockerlint.Cli.Inputs;

/// <summary>
/// What lies in folders. Each is listed once, however many questions are about it or one above it, and the walk over the inputs is one of them.
/// </summary>
internal sealed class FolderListing(RealPaths paths)
{
    private const int MaximumEntries = 200_000;
    private const int MaximumDepth = 8;

    private static readonly EnumerationOptions _everything = new()
    {
        AttributesToSkip = 0, IgnoreInaccessible = false, ReturnSpecialDirectories = false,
    };

    private readonly Dictionary<string, Level> _levels = new(StringComparer.Ordinal);

    /// <param name="folder">A full path.</param>
    public Level In(string folder)
    {
        if (!_levels.TryGetValue(folder, out var level))
        {
            _levels[folder] = level = List(folder);
        }

        return level;
    }

    /// <summary>Whether a folder that was listed has an entry of this name; null: it was not listed.</summary>
    public bool? Holds(string folder, string name) =>
        !_levels.TryGetValue(folder, out var level) || level.WhyNot is not null ? null : Array.Exists(level.Entries, entry => entry.Name == name);

    /// <summary>Whether a folder's entry that is a folder is one by way of a link.</summary>
    public bool IsLink(string folder, string name) =>
        paths.OfFolder(folder) is { } above && paths.OfFolder(Path.Combine(folder, name)) is { } real && real != Path.Combine(above, name);

    /// <summary>
    /// Files below a folder for the core's questions: links not followed, bounded in depth and number, without what is never source.
    /// </summary>
    /// <param name="folder">Its real path.</param>
    /// <param name="prefix">Put in front of each.</param>
    /// <returns>Sorted.</returns>
    public IReadOnlyList<string> Below(string folder, string prefix)
    {
        var files = new List<string>();
        var left = MaximumEntries;
        Add(folder, prefix, 0, ref left, files);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private void Add(string folder, string prefix, int depth, ref int left, List<string> files)
    {
        var level = In(folder);
        left -= level.Entries.Length;
        if (left < 0)
        {
            return;
        }

        foreach (var entry in level.Entries)
        {
            if (!entry.IsFolder)
            {
                files.Add(prefix + entry.Name);
            }
        }

        foreach (var entry in depth < MaximumDepth ? level.Entries : [])
        {
            if (entry.IsFolder && entry.Name is not (".git" or "node_modules") && !IsLink(folder, entry.Name))
            {
                Add(Path.Combine(folder, entry.Name), $"{prefix}{entry.Name}/", depth + 1, ref left, files);
            }
        }
    }

    private static Level List(string folder)
    {
        try
        {
            Entry[] entries = [.. new FileSystemEnumerable<Entry>(
                folder, static (ref entry) => new Entry(SharedWords.Of(entry.FileName.ToString()), entry.IsDirectory), _everything)];
            Array.Sort(entries, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
            return new Level(entries, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Level([], ReadFailure.Sentence(e));
        }
    }

    /// <param name="IsFolder">Also by way of a link.</param>
    internal readonly record struct Entry(string Name, bool IsFolder);

    /// <param name="Entries">Sorted by name.</param>
    /// <param name="WhyNot">It could not be listed.</param>
    internal sealed record Level(Entry[] Entries, string? WhyNot);
}
