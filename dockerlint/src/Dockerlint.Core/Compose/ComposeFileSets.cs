using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>Which Compose files of a folder belong together: <c>docker compose up</c> merges a main file and its override by itself.</summary>
public static class ComposeFileSets
{
    /// <summary>Characters of main files that are read again below further files; real ones have some thousands, and some further files.</summary>
    private const int MaximumAgain = 1 << 20;

    /// <summary>Each set in the order Compose merges it. A further file that is no project of its own is read over its folder's main file.</summary>
    public static IEnumerable<IReadOnlyList<ComposeSource>> Of(IReadOnlyList<ComposeSource> files)
    {
        var byPath = files.ToDictionary(static file => file.Text.Path, StringComparer.Ordinal);
        var mains = new Dictionary<string, ComposeSource>(StringComparer.Ordinal);
        var overrides = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var paths = ComposeFile.OverridePaths(file.Text.Path);
            if (paths.Count == 0)
            {
                continue;
            }

            mains[FolderOf(file)] = file;
            if (paths.FirstOrDefault(byPath.ContainsKey) is { } path)
            {
                overrides.Add(path);
                yield return [file, byPath[path]];
            }
            else
            {
                yield return [file];
            }
        }

        var again = 0;
        foreach (var file in files)
        {
            if (overrides.Contains(file.Text.Path) || ComposeFile.OverridePaths(file.Text.Path).Count > 0)
            {
                continue;
            }

            var isOver = mains.TryGetValue(FolderOf(file), out var main) && IsPartial(file) && again <= MaximumAgain;
            again += isOver ? main!.Text.Content.Length : 0;
            yield return isOver ? [main!, file] : [file];
        }
    }

    /// <summary>The second file is the override of the first that Compose merges unasked: on a developer's machine, and not where <c>-f</c> names
    /// the first alone.</summary>
    internal static bool HasOwnOverride(IReadOnlyList<ComposeSource> files) =>
        files is [var main, var over] && ComposeFile.OverridePaths(main.Text.Path).Contains(over.Text.Path);

    private static string FolderOf(ComposeSource file) => file.Text.Path.Substring(0, file.Text.Path.LastIndexOf('/') + 1);

    /// <summary>Some service has neither an image nor a build: it only makes sense over another file.</summary>
    private static bool IsPartial(ComposeSource file)
    {
        foreach (var document in file.Documents)
        {
            foreach (var entry in document.RootMapping?.MappingAt("services")?.Entries ?? [])
            {
                if (entry.Value is YamlMapping service && service["image"] is null && service["build"] is null && service["extends"] is null)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
