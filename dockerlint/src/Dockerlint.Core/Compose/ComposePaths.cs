namespace Dockerlint.Compose;

/// <summary>Paths as text: <c>/</c> between segments, relative to what the main file's path is relative to.</summary>
internal static class ComposePaths
{
    private static readonly string[] _remotePrefixes = ["https://", "http://", "git://", "ssh://", "github.com/", "git@"];

    public static string Directory(string path)
    {
        var slash = path.LastIndexOfAny(['/', '\\']);
        return slash < 0 ? string.Empty : slash == 0 ? "/" : path.Substring(0, slash);
    }

    /// <summary>Joined and without <c>.</c> and <c>..</c> where these can be resolved; <c>.</c> for the starting folder itself.</summary>
    public static string Join(string directory, string path)
    {
        var joined = IsAbsolute(path) || directory.Length == 0 ? path : directory + "/" + path;
        var rooted = joined.Length > 0 && joined[0] is '/' or '\\';
        var segments = new List<string>();
        foreach (var segment in joined.Split('/', '\\'))
        {
            if (segment == ".." && segments.Count > 0 && segments[segments.Count - 1] != "..")
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment is not ("" or ".") && !(segment == ".." && rooted))
            {
                segments.Add(segment);
            }
        }

        var normal = string.Join("/", segments);
        return rooted ? "/" + normal : normal.Length == 0 ? "." : normal;
    }

    /// <summary>An address, or another builder's notation (<c>docker-image://</c>, <c>service:x</c>).</summary>
    public static bool IsRemote(string path) =>
        path.Contains("://")
        || path.StartsWith("service:", StringComparison.Ordinal)
        || path.StartsWith("oci:", StringComparison.Ordinal)
        || Array.Exists(_remotePrefixes, prefix => path.StartsWith(prefix, StringComparison.Ordinal));

    private static bool IsAbsolute(string path) =>
        path.Length > 0 && (path[0] is '/' or '\\' or '~' || (path.Length > 2 && path[1] == ':' && path[2] is '/' or '\\'));
}
