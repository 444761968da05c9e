namespace ShutdownToolkit.Analyzers.PublicServices;

/// <summary>Which version of a package to take where the feed does not hold every one: lines of name, tab, version.</summary>
internal static class ServedVersions
{
    public static IReadOnlyDictionary<string, string> Read(string file)
    {
        var versions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in File.ReadLines(file))
        {
            if (line.Split('\t') is [var name, { Length: > 0 } version, ..] && char.IsAsciiDigit(version[0]))
            {
                versions[name] = version;
            }
        }

        return versions;
    }
}
