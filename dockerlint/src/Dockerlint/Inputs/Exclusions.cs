namespace Dockerlint.Cli.Inputs;

/// <summary><c>--exclude</c>: patterns as <c>.gitignore</c> has them, about paths below the working directory.</summary>
internal sealed class Exclusions(string workingDirectory, IReadOnlyList<string> patterns)
{
    private readonly string _folder = workingDirectory.TrimEnd('/');
    private readonly GitIgnoreFile _patterns = new(workingDirectory.TrimEnd('/'), string.Join('\n', patterns));

    /// <summary>The file, or a folder above it.</summary>
    public bool Excludes(string fullPath)
    {
        if (fullPath.Length <= _folder.Length || !fullPath.StartsWith(_folder, StringComparison.Ordinal) || fullPath[_folder.Length] != '/')
        {
            return false;
        }

        for (var slash = fullPath.IndexOf('/', _folder.Length + 1); slash >= 0; slash = fullPath.IndexOf('/', slash + 1))
        {
            if (_patterns.Ignores(fullPath[..slash], isFolder: true) == true)
            {
                return true;
            }
        }

        return _patterns.Ignores(fullPath, isFolder: false) == true;
    }
}
