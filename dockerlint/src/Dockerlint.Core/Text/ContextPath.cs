namespace Dockerlint.Text;

/// <summary>Paths with <c>/</c>, without the file system.</summary>
public static class ContextPath
{
    /// <summary>Resolves <c>.</c>, <c>..</c> and doubled slashes.</summary>
    public static string Normalize(string path)
    {
        if (IsNormal(path))
        {
            return path;
        }

        var isAbsolute = path.StartsWith("/", StringComparison.Ordinal);
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part == ".." && !isAbsolute)
            {
                parts.Add(part);
            }
            else if (part is not ("" or "." or ".."))
            {
                parts.Add(part);
            }
        }

        var joined = string.Join("/", parts);
        return isAbsolute ? "/" + joined : joined;
    }

    private static bool IsNormal(string path)
    {
        var start = path.Length > 0 && path[0] == '/' ? 1 : 0;
        while (start < path.Length)
        {
            var end = path.IndexOf('/', start) is >= 0 and var slash ? slash : path.Length;
            if (end == start || end == path.Length - 1 || path[start] == '.' && (end == start + 1 || end == start + 2 && path[start + 1] == '.'))
            {
                return false;
            }

            start = end + 1;
        }

        return true;
    }

    /// <summary>A path of the context below the folder that is its root; a leading slash means that root.</summary>
    public static string Join(string root, string path)
    {
        var inner = path is not (['/', ..]) && IsNormal(path) ? path : Normalize("/" + path).Substring(1);
        return root is "" or "." ? inner : root.TrimEnd('/') + "/" + inner;
    }

    /// <summary>With a slash at its end; empty for a bare name.</summary>
    public static string Folder(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path.Substring(0, slash + 1) : "";

    /// <summary>Whether the last segment of a COPY source, which may hold <c>*</c> and <c>?</c>, is this name.</summary>
    public static bool MatchesName(string source, string name) => name.IndexOf('/') < 0 && Matches(source, Folder(source).Length, name, 0);

    /// <summary>No recursion: after a mismatch only the last star needs to give way.</summary>
    private static bool Matches(string pattern, int p, string name, int n)
    {
        var star = -1;
        var taken = 0;
        while (n < name.Length || p < pattern.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = ++p;
                taken = n;
            }
            else if (p < pattern.Length && n < name.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                p++;
                n++;
            }
            else if (star >= 0 && taken < name.Length)
            {
                p = star;
                n = ++taken;
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
