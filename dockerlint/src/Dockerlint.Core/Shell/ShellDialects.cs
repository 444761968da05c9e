namespace Dockerlint.Shell;

/// <summary>Which programs are shells, and which grammar each of them reads.</summary>
public static class ShellDialects
{
    /// <summary>The dialect of a shell's path, or of an interpreter line beginning with <c>#!</c>; null when it is no shell.</summary>
    public static ShellDialect? FromInterpreter(string path) =>
        path.StartsWith("#!", StringComparison.Ordinal) ? FromShebang(ShebangOf(path)) : OfProgram(path);

    /// <summary>The dialect that the words of an interpreter line ask for; null when it is no shell, or no line.</summary>
    public static ShellDialect? FromShebang(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            switch (ProgramName(words[i]))
            {
                case "env":
                case "with-contenv":
                case "busybox" when i + 1 < words.Count:
                    i = SkipOptions(words, i);
                    break;
                default:
                    return OfProgram(words[i]);
            }
        }

        return null;
    }

    /// <summary>The words behind <c>#!</c> in the first line; none where there is no such line.</summary>
    public static IReadOnlyList<string> ShebangOf(string text)
    {
        if (!text.StartsWith("#!", StringComparison.Ordinal))
        {
            return [];
        }

        var end = text.IndexOf('\n');
        var line = text.Substring(2, (end < 0 ? text.Length : end) - 2);
        return line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>
    /// Written on Windows: <c>#!/bin/sh\r</c> names no program, a shell takes <c>-e\r</c> for no option, and env finds no <c>bash\r</c>. Other
    /// interpreters may read their options over it.
    /// </summary>
    public static bool LacksInterpreter(string script) => script.IndexOf('\n') is > 0 and var end && script[end - 1] == '\r'
        && ShebangOf(script) is { Count: > 0 } words && (words.Count == 1 || FromShebang(words) is not null || ProgramName(words[0]) == "env");

    private static ShellDialect? OfProgram(string path) => ProgramName(path) switch
    {
        "sh" or "dash" or "ash" or "busybox" or "yash" => ShellDialect.Posix,
        "bash" or "rbash" or "ksh" or "ksh93" or "mksh" or "oksh" or "zsh" => ShellDialect.Bash,
        _ => null,
    };

    private static string ProgramName(string path)
    {
        var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - 4) : name;
    }

    /// <summary>Over the options and assignments of <c>env</c>: <c>-S</c>, <c>-i</c>, <c>-u NAME</c>, <c>A=1</c>.</summary>
    private static int SkipOptions(IReadOnlyList<string> words, int index)
    {
        while (index + 1 < words.Count && (words[index + 1].StartsWith("-", StringComparison.Ordinal) || words[index + 1].IndexOf('=') > 0))
        {
            index += words[index + 1] is "-u" or "--unset" or "-C" or "--chdir" ? 2 : 1;
        }

        return index;
    }
}
