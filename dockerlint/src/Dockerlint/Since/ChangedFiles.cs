using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Rendering;

namespace Dockerlint.Cli.Since;

/// <summary><c>--since REV</c>: what git says has changed since, committed or not, and what is new and not ignored.</summary>
internal sealed class ChangedFiles
{
    /// <summary>Of a stranger's repository no program may run: a file system monitor, an external diff, a converter to text.</summary>
    private static readonly string[] _harmless =
        ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "safe.bareRepository=explicit"];

    /// <summary>Nor is anything fetched: what a partial clone lacks would come by a program that its configuration names.</summary>
    private static readonly Dictionary<string, string> _offline = new(StringComparer.Ordinal)
    {
        ["GIT_NO_LAZY_FETCH"] = "1", ["GIT_ALLOW_PROTOCOL"] = "",
    };

    private readonly RepositoryReader _reader;
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    /// <summary>Submodules at another commit: git names the folder, and all in it counts.</summary>
    private readonly HashSet<string> _submodules = new(StringComparer.Ordinal);

    private ChangedFiles(RepositoryReader reader) => _reader = reader;

    /// <exception cref="UsageException">No repository, no git, or no such revision.</exception>
    public static ChangedFiles Since(string revision, CommandHost host, RepositoryReader reader)
    {
        if (revision.Length == 0 || revision[0] == '-' || revision.Contains('\0', StringComparison.Ordinal))
        {
            throw new UsageException($"--since: '{revision}' is no revision");
        }

        var process = new BoundedProcess(host, reader) { Environment = _offline };
        if (process.Find("git", out var failure) is not { } git)
        {
            throw new UsageException($"--since: git {failure}");
        }

        var changed = new ChangedFiles(reader);
        foreach (var root in reader.Roots.All)
        {
            var harmless = WithoutFilters(words => process.Run(git, ["-C", root, .. _harmless, .. words]));
            changed.Add(revision, root, words => process.Run(git, ["-C", root, .. harmless, .. words]));
        }

        return changed;
    }

    /// <summary>The programs that its configuration has for the content of files (clean, process): to compare names they are not needed.</summary>
    private static List<string> WithoutFilters(Func<string[], ProcessAnswer> git)
    {
        List<string> harmless = [.. _harmless];
        foreach (var key in git(["config", "--null", "--name-only", "--get-regexp", "^filter[.]"]).Text.Split('\0',
            StringSplitOptions.RemoveEmptyEntries))
        {
            if (key.Contains('=', StringComparison.Ordinal))
            {
                throw new UsageException($"--since: the configuration of git has a filter that cannot be switched off: {key}");
            }

            harmless.AddRange(["-c", key.EndsWith(".required", StringComparison.OrdinalIgnoreCase) ? key + "=false" : key + "="]);
        }

        return harmless;
    }

    /// <param name="path">As findings have it.</param>
    public bool Contains(string path) => Key(path) is var key && (_paths.Contains(key) || IsInSubmodule(key));

    /// <summary>Whether one of them was read for this run and lies below the folder.</summary>
    public bool AnyRead(string folder)
    {
        var full = _reader.FullPath(folder.Length == 0 ? "." : folder);
        var real = _reader.Paths.OfFolder(full) ?? full;
        return IsInSubmodule(real) || _paths.Any(path => ReadRoots.IsBelow(path, real) && _reader.WasAsked(path));
    }

    public bool AnyBelow(string folder)
    {
        var full = Key(folder.Length == 0 ? "." : folder);
        return IsInSubmodule(full) || _paths.Any(path => ReadRoots.IsBelow(path, full));
    }

    /// <summary>A text that was rendered of changed files.</summary>
    public void Add(string path) => _paths.Add(Key(path));

    private void Add(string revision, string root, Func<string[], ProcessAnswer> git)
    {
        if (git(["rev-parse", "--show-toplevel"]) is not { Failure: null } top)
        {
            throw new UsageException($"--since: {root} is not in a git repository");
        }

        var folder = top.Text.TrimEnd('\n', '\r');
        if (Path.Exists(Path.Combine(root, ".git")) && Key(folder) != Key(root))
        {
            // core.worktree: git would look through that folder, the whole machine maybe.
            throw new UsageException($"--since: the configuration of git has another folder than {root} as its working tree: {folder}");
        }

        // "main..." is what has changed since the branch left it.
        var fork = revision.EndsWith("...", StringComparison.Ordinal);
        var name = fork ? revision[..^3] : revision;
        var commit = git(["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"]);
        var from = commit.Text.Trim();
        if (commit.Failure is not null || from.Length == 0 || !from.All(char.IsAsciiHexDigit))
        {
            throw new UsageException($"--since: {name} is no revision of {root} (a shallow clone has few: git fetch --depth)");
        }

        if (fork)
        {
            var shared = git(["merge-base", from, "HEAD"]);
            from = shared.Failure is null ? shared.Text.Trim() : throw new UsageException($"--since: {name} and HEAD share no commit that is here");
        }

        Add(folder, git(["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty", "--no-relative",
            from, "--"]));
        Add(folder, git(["ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/"]));
    }

    private void Add(string folder, ProcessAnswer answer)
    {
        if (answer.Failure is { } failure)
        {
            throw new UsageException($"--since: git: {failure}");
        }

        foreach (var path in answer.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var full = Path.Combine(folder, path);
            (Directory.Exists(full) ? _submodules : _paths).Add(Key(full));
        }
    }

    private bool IsInSubmodule(string key) => _submodules.Any(folder => ReadRoots.IsBelow(key, folder));

    private string Key(string path)
    {
        var full = _reader.FullPath(path);
        return _reader.Paths.Of(full) ?? full;
    }
}
