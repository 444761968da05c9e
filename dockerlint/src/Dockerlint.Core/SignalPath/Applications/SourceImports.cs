namespace Dockerlint.SignalPath.Applications;

/// <summary>What a source file imports, read without a parser: enough to know which files and packages take part.</summary>
internal static class SourceImports
{
    /// <summary>Of one file; written ones have some tens. Who has more has others, which nobody looks at.</summary>
    public const int MaximumModules = 1_000;

    /// <summary>The top-level module names of <c>import a.b, c</c> and <c>from a.b import c</c>; relative ones begin with a dot.</summary>
    public static List<string> OfPython(string source)
    {
        var modules = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var raw in source.Split('\n'))
        {
            if (modules.Count >= MaximumModules)
            {
                break;
            }

            var line = raw.Trim();
            if (line.StartsWith("from ", StringComparison.Ordinal))
            {
                var end = line.IndexOf(" import", StringComparison.Ordinal);
                if (end > 5)
                {
                    Add(line.Substring(5, end - 5).Trim());
                }
            }
            else if (line.StartsWith("import ", StringComparison.Ordinal))
            {
                foreach (var part in line.Substring(7).Split(','))
                {
                    var name = part.Trim().Split(' ')[0];
                    if (name.Length > 0)
                    {
                        Add(name);
                    }
                }
            }
        }

        return modules;

        void Add(string name)
        {
            if (seen.Add(name))
            {
                modules.Add(name);
            }
        }
    }
}
