namespace Dockerlint.Programs;

public static class ProgramName
{
    /// <summary>The last path segment: <c>/usr/bin/tini</c> is <c>tini</c>, and <c>/bin/sh/</c>, which names no file, <c>sh/</c>.</summary>
    public static string Of(string path)
    {
        var slash = path.Length > 1 ? path.LastIndexOf('/', path.Length - 2) : -1;
        return slash < 0 ? path : path.Substring(slash + 1);
    }

    /// <summary><c>python</c>, <c>python3</c>, <c>python3.11</c>.</summary>
    public static bool IsVersionOf(string name, string program)
    {
        if (!name.StartsWith(program, StringComparison.Ordinal))
        {
            return false;
        }

        for (var i = program.Length; i < name.Length; i++)
        {
            if (!char.IsDigit(name[i]) && name[i] != '.')
            {
                return false;
            }
        }

        return true;
    }
}
