using Dockerlint.Dockerfile;

namespace Dockerlint.Containers;

/// <summary>
/// Builds that fetch their own repository instead of copying it: <c>git clone https://…/app.git /app</c>,
/// <c>curl -L https://…/app/archive/main.tar.gz | tar -xz --strip-components=1</c>.
/// </summary>
internal sealed class ClonedSources
{
    private const int MaximumCommands = 10_000;

    private static readonly ClonedSources _none = new([], null);

    private readonly List<(string Folder, string Name)> _clones = [];

    private ClonedSources(IReadOnlyList<RunStep> runs, string? rootFolder)
    {
        string? archive = null;
        foreach (var (words, folder) in RunCommands.Of(runs, rootFolder, MayFetch).Take(MaximumCommands))
        {
            if (words is ["git", "clone", ..] && AddressIn(words) is > 0 and var at)
            {
                var name = NameOf(words[at]);
                _clones.Add((RunCommands.Absolute(at + 1 < words.Length ? words[at + 1] : name, folder), name));
            }
            else if (words is ["curl" or "wget", ..] && Array.Find(words, static word => word.Contains("/archive/")) is { } address)
            {
                archive = NameOf(address.Substring(0, address.IndexOf("/archive/", StringComparison.Ordinal)));
            }
            else if (words is ["tar", ..] && archive is not null && Array.IndexOf(words, "--strip-components=1") > 0)
            {
                _clones.Add((Array.IndexOf(words, "-C") is > 0 and var into && into + 1 < words.Length
                    ? RunCommands.Absolute(words[into + 1], folder) : folder, archive));
            }
        }
    }

    public bool Any => _clones.Count > 0;

    /// <param name="runs">In their order.</param>
    /// <param name="rootFolder">The root image's working directory; null: not known.</param>
    public static ClonedSources Of(IReadOnlyList<RunStep> runs, string? rootFolder)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (MayFetch(runs[i].Arguments))
            {
                return new ClonedSources(runs, rootFolder);
            }
        }

        return _none;
    }

    /// <summary>Paths in the repositories that may lie at a path of the image, each with the repository's name.</summary>
    public IEnumerable<(string Path, string Name)> SourcesOf(string path)
    {
        foreach (var (folder, name) in _clones)
        {
            var root = folder.TrimEnd('/');
            if (path.Length > root.Length + 1 && path[root.Length] == '/' && path.StartsWith(root, StringComparison.Ordinal))
            {
                yield return (path.Substring(root.Length + 1), name);
            }
        }
    }

    private static bool MayFetch(LogicalText run) => run.Contains("git clone ") || run.Contains("/archive/");

    private static int AddressIn(string[] words)
    {
        var written = Array.FindIndex(words, static word => word.Contains("://") || word.StartsWith("git@", StringComparison.Ordinal));
        return written > 0 ? written
            : Enumerable.Range(2, words.Length - 2).FirstOrDefault(i => words[i].TrimStart('"') is ['$', ..]
                && words[i - 1] is not ("-b" or "--branch" or "--depth"));
    }

    private static string NameOf(string address)
    {
        var name = address.Trim('"', '\'').TrimEnd('/');
        name = name.Substring(name.LastIndexOf('/') + 1);
        return name.EndsWith(".git", StringComparison.Ordinal) ? name.Substring(0, name.Length - 4) : name;
    }
}
