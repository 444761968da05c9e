namespace Dockerlint.Cli.Inputs;

/// <summary>
/// What git ignores beside the <c>.gitignore</c> files of the repository: <c>.git/info/exclude</c>, and the file of <c>core.excludesFile</c>, which
/// counts least. Git itself is not asked.
/// </summary>
internal sealed class GitExcludes(RepositoryReader reader, Func<string, string?> variable)
{
    /// <param name="root">The folder that holds <c>.git</c>.</param>
    /// <returns>The one that counts least comes first.</returns>
    public IEnumerable<GitIgnoreFile> Of(string root)
    {
        var git = CommonFolder(Path.Combine(root, ".git"));
        foreach (var path in (string?[])[ExcludesFile(git), Path.Combine(git, "info/exclude")])
        {
            if (path is not null && reader.TryReadConfiguration(path, out _) is { } content)
            {
                yield return new GitIgnoreFile(root.TrimEnd('/'), content);
            }
        }
    }

    /// <summary>Of a worktree or a submodule <c>.git</c> is a file that names the folder, which may name another one.</summary>
    private string CommonFolder(string git)
    {
        if (Directory.Exists(git) || reader.TryReadConfiguration(git, out _) is not { } pointer
            || !pointer.StartsWith("gitdir:", StringComparison.Ordinal))
        {
            return git;
        }

        var own = Path.GetFullPath(pointer["gitdir:".Length..].Trim(), Path.GetDirectoryName(git)!);
        return reader.TryReadConfiguration(Path.Combine(own, "commondir"), out _) is { } common ? Path.GetFullPath(common.Trim(), own) : own;
    }

    /// <summary>The last word has the repository, then the user.</summary>
    private string? ExcludesFile(string git)
    {
        var home = variable("HOME");
        var settings = variable("XDG_CONFIG_HOME") is { Length: > 0 } set ? set : home is null ? null : Path.Combine(home, ".config");
        string?[] files =
        [
            Path.Combine(git, "config"), home is null ? null : Path.Combine(home, ".gitconfig"),
            settings is null ? null : Path.Combine(settings, "git/config"),
        ];
        foreach (var file in files)
        {
            if (file is not null && Path.IsPathFullyQualified(file) && reader.TryReadConfiguration(file, out _) is { } content
                && Setting(content) is { Length: > 0 } path)
            {
                return path[0] != '~' ? Path.GetFullPath(path, Path.GetDirectoryName(file)!)
                    : path.StartsWith("~/", StringComparison.Ordinal) && home is not null ? Path.Combine(home, path[2..]) : null;
            }
        }

        return settings is null || !Path.IsPathFullyQualified(settings) ? null : Path.Combine(settings, "git/ignore");
    }

    /// <summary>The last <c>excludesFile</c> of a section <c>[core]</c>.</summary>
    private static string? Setting(string content)
    {
        string? last = null;
        var isCore = false;
        foreach (var untrimmed in content.AsSpan().EnumerateLines())
        {
            var line = untrimmed.Trim();
            if (line.StartsWith('['))
            {
                isCore = line.StartsWith("[core]", StringComparison.OrdinalIgnoreCase);
                line = isCore ? line["[core]".Length..].Trim() : line;
            }

            var equals = line.IndexOf('=');
            if (isCore && equals > 0 && line[..equals].Trim().Equals("excludesFile", StringComparison.OrdinalIgnoreCase))
            {
                last = Value(line[(equals + 1)..]);
            }
        }

        return last;
    }

    private static string Value(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length > 1 && text[0] == '"' && text[1..].IndexOf('"') is >= 0 and var end)
        {
            return text[1..(end + 1)].ToString().Replace("\\\\", "\\", StringComparison.Ordinal);
        }

        var comment = text.IndexOfAny('#', ';');
        return (comment < 0 ? text : text[..comment]).Trim().ToString();
    }
}
