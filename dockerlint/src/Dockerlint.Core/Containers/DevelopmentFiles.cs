namespace Dockerlint.Containers;

/// <summary>Files whose name or folder says that they are for a developer's machine: nothing is served, and nobody waits for the stop.</summary>
internal static class DevelopmentFiles
{
    private static readonly string[] _words = ["dev", "devel", "develop", "development", "devcontainer", "debug", "tilt"];

    /// <param name="path">As shown; folders count only below the working directory, for those above it are not the repository's.</param>
    public static bool IsOne(string path)
    {
        var slash = path.LastIndexOf('/');
        var isBelow = slash > 0 && path[0] != '/' && path[1] != ':' && !path.StartsWith("../", StringComparison.Ordinal);
        return HasWord(path, isBelow ? 0 : slash + 1, path.Length);
    }

    /// <summary><c>Dockerfile.dev</c>, <c>docker/develop/</c>, <c>.devcontainer-example/</c>, but not <c>device.yml</c>.</summary>
    private static bool HasWord(string path, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var to = i;
            while (to < end && char.IsLetterOrDigit(path[to]))
            {
                to++;
            }

            if (IsWord(path, i, to - i))
            {
                return true;
            }

            i = to;
        }

        return false;
    }

    private static bool IsWord(string path, int start, int length)
    {
        foreach (var word in _words)
        {
            if (word.Length == length && string.Compare(path, start, word, 0, length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
