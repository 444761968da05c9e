using System.IO.Enumeration;

namespace Dockerlint.Cli.Inputs;

/// <summary>Files below a folder for the core's questions: links not followed, bounded in depth and number, without what is never source.</summary>
internal static class FolderListing
{
    private const int MaximumEntries = 200_000;

    private static readonly EnumerationOptions _options = new()
    {
        RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 8, AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <param name="folder">Its real path.</param>
    /// <param name="prefix">Put in front of each.</param>
    /// <returns>Sorted.</returns>
    public static IReadOnlyList<string> Of(string folder, string prefix)
    {
        var seen = 0;
        var skipped = folder.Length;
        var files = new List<string>();
        try
        {
            files.AddRange(new FileSystemEnumerable<string>(folder, (ref entry) => prefix + Relative(entry.Directory, entry.FileName, skipped),
                _options)
            {
                ShouldIncludePredicate = (ref entry) => ++seen <= MaximumEntries && !entry.IsDirectory,
                ShouldRecursePredicate = (ref entry) => seen <= MaximumEntries && entry.FileName is not (".git" or "node_modules"),
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static string Relative(ReadOnlySpan<char> folder, ReadOnlySpan<char> name, int skipped)
    {
        var inner = folder[Math.Min(skipped, folder.Length)..].TrimStart(Path.DirectorySeparatorChar);
        var path = inner.IsEmpty ? name.ToString() : $"{inner}/{name}";
        return Path.DirectorySeparatorChar == '\\' ? path.Replace('\\', '/') : path;
    }
}
