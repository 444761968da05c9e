namespace Dockerlint.Containers;

/// <summary>Paths with <c>/</c>, without the file system.</summary>
public static class ContextPath
{
    /// <summary>Resolves <c>.</c>, <c>..</c> and doubled slashes.</summary>
    public static string Normalize(string path)
    {
        bool isAbsolute = path.StartsWith("/", StringComparison.Ordinal);
        var parts = new List<string>();
        foreach (string part in path.Split('/'))
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

        string joined = string.Join("/", parts);
        return isAbsolute ? "/" + joined : joined;
    }

    /// <summary>A path of the context below the folder that is its root; a leading slash means that root.</summary>
    public static string Join(string root, string path)
    {
        string inner = Normalize("/" + path).Substring(1);
        return root is "" or "." ? inner : root.TrimEnd('/') + "/" + inner;
    }

    /// <summary>With a slash at its end; empty for a bare name.</summary>
    public static string Folder(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path.Substring(0, slash + 1) : "";

    /// <summary>Whether the last segment of a COPY source, which may hold <c>*</c> and <c>?</c>, is this name.</summary>
    public static bool MatchesName(string source, string name) => name.IndexOf('/') < 0 && Matches(source, Folder(source).Length, name, 0);

    private static bool Matches(string pattern, int p, string name, int n)
    {
        for (; p < pattern.Length; p++, n++)
        {
            if (pattern[p] == '*')
            {
                for (int rest = n; rest <= name.Length; rest++)
                {
                    if (Matches(pattern, p + 1, name, rest))
                    {
                        return true;
                    }
                }

                return false;
            }

            if (n >= name.Length || pattern[p] != '?' && pattern[p] != name[n])
            {
                return false;
            }
        }

        return n == name.Length;
    }
}
