using Dockerlint.Cli.Patterns;

namespace Dockerlint.Cli.Inputs;

/// <summary>The patterns of one <c>.gitignore</c> (gitignore(5)); they speak about paths below its folder.</summary>
internal sealed class GitIgnoreFile
{
    /// <summary>Each file and folder is compared with all of them, and no person writes so many.</summary>
    public const int MaximumPatterns = 20_000;

    private readonly string _folder;
    private readonly List<Line> _lines = [];

    /// <param name="folder">Full path of the folder it lies in, without a slash at the end.</param>
    public GitIgnoreFile(string folder, string content)
    {
        _folder = folder;
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            if (Parse(line) is not { } parsed)
            {
                continue;
            }

            if (_lines.Count == MaximumPatterns)
            {
                IsCut = true;
                break;
            }

            _lines.Add(parsed);
        }
    }

    /// <summary>It has more patterns than <see cref="MaximumPatterns"/>: those do not count.</summary>
    public bool IsCut { get; }

    /// <summary>True: ignored; false: taken back by <c>!</c>; null: no pattern matches. The last line that matches decides.</summary>
    public bool? Ignores(string fullPath, bool isFolder)
    {
        if (fullPath.Length <= _folder.Length + 1 || !fullPath.StartsWith(_folder, StringComparison.Ordinal) || fullPath[_folder.Length] != '/')
        {
            return null;
        }

        var path = fullPath[(_folder.Length + 1)..];
        var name = path[(path.LastIndexOf('/') + 1)..];
        for (var i = _lines.Count - 1; i >= 0; i--)
        {
            var line = _lines[i];
            if ((isFolder || !line.FoldersOnly) && line.Pattern.Matches(line.IsPath ? path : name))
            {
                return !line.IsNegated;
            }
        }

        return null;
    }

    private static Line? Parse(ReadOnlySpan<char> line)
    {
        while (line.Length > 0 && line[^1] is ' ' or '\t' && (line.Length < 2 || line[^2] != '\\'))
        {
            line = line[..^1];
        }

        if (line.Length == 0 || line[0] == '#')
        {
            return null;
        }

        var isNegated = line[0] == '!';
        line = isNegated ? line[1..] : line;
        var foldersOnly = line.Length > 0 && line[^1] == '/';
        line = foldersOnly ? line[..^1] : line;
        var isPath = line.Contains('/');
        line = line.Length > 0 && line[0] == '/' ? line[1..] : line;
        return line.Length == 0 ? null : new Line(new GlobPattern(line.ToString()), isNegated, foldersOnly, isPath);
    }

    /// <param name="IsPath">A pattern with a slash is about the path from the folder, one without about the name.</param>
    private sealed record Line(GlobPattern Pattern, bool IsNegated, bool FoldersOnly, bool IsPath);
}
