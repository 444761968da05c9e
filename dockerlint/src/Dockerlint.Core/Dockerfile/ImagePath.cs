using System.Text;
using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>Paths inside an image: absolute, with <c>/</c>, on Windows without the drive.</summary>
internal static class ImagePath
{
    /// <summary>Stands for the base image's working directory, which a Dockerfile above it does not say. No real folder is called so.</summary>
    public const string BaseFolder = "/(WORKDIR of the base image)";

    /// <summary>Linux takes none that is longer (limits.h, PATH_MAX).</summary>
    private const int MaximumLength = 4096;

    /// <summary>Stands for a folder that a variable names which is not known here: one and the same wherever it is written alike.</summary>
    public static string Unknown(string word) => SharedWords.Of($"/(WORKDIR {word.Replace('/', '|')})");

    /// <summary>The path with the base image's own folder in it, where that is known.</summary>
    public static string Rebased(string path, string? baseFolder)
    {
        if (baseFolder is null || !path.StartsWith(BaseFolder, StringComparison.Ordinal))
        {
            return path;
        }

        var rest = path.Substring(BaseFolder.Length);
        return baseFolder != "/" ? baseFolder + rest : rest.Length == 0 ? "/" : rest;
    }

    /// <summary>Null where a relative path meets an unknown directory, or the result is no path that could be.</summary>
    public static string? Resolve(string? directory, string path, bool isWindows) =>
        Joined(directory, path, isWindows) is { Length: <= MaximumLength } resolved ? SharedWords.Of(resolved) : null;

    private static string? Joined(string? directory, string path, bool isWindows)
    {
        if (isWindows)
        {
            path = WithoutDrive(path.Replace('\\', '/'));
        }

        if (path.Length > 0 && path[0] == '/')
        {
            return Clean(path);
        }

        return directory is null ? null : path is "." or "./" ? Clean(directory) : Clean($"{directory}/{path}");
    }

    /// <summary>The destination of a COPY; a directory ends in <c>/</c>.</summary>
    public static string? Destination(string? workDir, string path, bool manySources, bool isWindows)
    {
        // A folder's own slash is put behind the result.
        var resolved = Resolve(workDir, path is [.., not ('/' or '\\' or '.'), '/'] ? path.Substring(0, path.Length - 1) : path, isWindows);
        if (resolved is null)
        {
            return null;
        }

        var last = path.Length == 0 ? '/' : path[path.Length - 1];
        var isDirectory = manySources || last == '/' || (isWindows && last == '\\') || path is "." or ".."
            || path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("/..", StringComparison.Ordinal);
        return isDirectory && resolved.Length > 1 ? SharedWords.Of($"{resolved}/") : resolved;
    }

    private static string WithoutDrive(string path) =>
        path.Length >= 2 && path[1] == ':' && char.IsLetter(path[0]) ? path.Substring(2) : path;

    private static string Clean(string path)
    {
        if (IsClean(path))
        {
            return path;
        }

        var clean = new StringBuilder(path.Length);
        var i = 0;
        while (i < path.Length)
        {
            var slash = path.IndexOf('/', i);
            var end = slash < 0 ? path.Length : slash;
            var length = end - i;
            if (length == 2 && path[i] == '.' && path[i + 1] == '.')
            {
                while (clean.Length > 0 && clean[clean.Length - 1] != '/')
                {
                    clean.Length--;
                }

                clean.Length = Math.Max(0, clean.Length - 1);
            }
            else if (length > 0 && !(length == 1 && path[i] == '.'))
            {
                clean.Append('/').Append(path, i, length);
            }

            i = end + 1;
        }

        return clean.Length == 0 ? "/" : clean.ToString();
    }

    private static bool IsClean(string path)
    {
        if (path.Length > 1 && path[path.Length - 1] == '/')
        {
            return false;
        }

        for (var i = 1; i < path.Length; i++)
        {
            if (path[i - 1] == '/' && path[i] is '/' or '.')
            {
                return false;
            }
        }

        return true;
    }
}
