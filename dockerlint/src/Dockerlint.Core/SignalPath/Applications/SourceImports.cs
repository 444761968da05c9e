namespace Dockerlint.SignalPath.Applications;

/// <summary>What a source file imports, read without a parser: enough to know which files and packages take part.</summary>
internal static class SourceImports
{
    /// <summary>The strings of <c>require('x')</c>, <c>from 'x'</c>, <c>import 'x'</c> and <c>import('x')</c>.</summary>
    public static List<string> OfJavaScript(string source)
    {
        var modules = new List<string>();
        for (var i = 0; i < source.Length; i++)
        {
            var quote = source[i];
            if (quote is not ('\'' or '"' or '`'))
            {
                continue;
            }

            var end = i + 1;
            while (end < source.Length && source[end] != quote && source[end] != '\n')
            {
                end += source[end] == '\\' ? 2 : 1;
            }

            if (end < source.Length && source[end] == quote && end > i + 1 && FollowsImport(source, i))
            {
                modules.Add(source.Substring(i + 1, end - i - 1));
            }

            i = Math.Min(end, source.Length - 1);
        }

        return modules;
    }

    /// <summary>The top-level module names of <c>import a.b, c</c> and <c>from a.b import c</c>; relative ones begin with a dot.</summary>
    public static List<string> OfPython(string source)
    {
        var modules = new List<string>();
        foreach (var raw in source.Split('\n'))
        {
            var line = raw.Trim();
            if (line.StartsWith("from ", StringComparison.Ordinal))
            {
                var end = line.IndexOf(" import", StringComparison.Ordinal);
                if (end > 5)
                {
                    modules.Add(line.Substring(5, end - 5).Trim());
                }
            }
            else if (line.StartsWith("import ", StringComparison.Ordinal))
            {
                foreach (var part in line.Substring(7).Split(','))
                {
                    var name = part.Trim().Split(' ')[0];
                    if (name.Length > 0)
                    {
                        modules.Add(name);
                    }
                }
            }
        }

        return modules;
    }

    private static bool FollowsImport(string source, int quote)
    {
        var i = quote - 1;
        while (i >= 0 && source[i] is ' ' or '(' or '\t')
        {
            i--;
        }

        return EndsWith(source, i, "require") || EndsWith(source, i, "from") || EndsWith(source, i, "import");
    }

    private static bool EndsWith(string source, int end, string word) => end + 1 >= word.Length
        && string.CompareOrdinal(source, end + 1 - word.Length, word, 0, word.Length) == 0
        && (end + 1 == word.Length || !char.IsLetterOrDigit(source[end - word.Length]));
}
