using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

/// <summary>What a shell was called with: <c>-c TEXT</c>, a script file, or neither.</summary>
/// <param name="TextIndex">Index of the command text; -1 without <c>-c</c>.</param>
/// <param name="ScriptIndex">Index of the script path; -1 without one.</param>
public sealed record ShellCommandLine(int TextIndex, int ScriptIndex, bool IsPrompt)
{
    public static bool IsShell(string name) => name is "sh" or "bash" or "dash" or "ash" or "ksh" or "mksh" or "zsh" or "rbash";

    /// <summary>The text that a shell's <c>-c</c> runs; null: no shell, or none.</summary>
    public static Located<string>? TextOf(IReadOnlyList<Located<string>> argv) =>
        argv.Count > 2 && Parse(ProgramName.Of(argv[0].Value), [.. argv.Select(static word => word.Value)]) is { TextIndex: > 0 and var at }
            ? argv[at] : null;

    /// <summary>Null when the program is no shell, or a word decides that is unknown.</summary>
    public static ShellCommandLine? Parse(string name, IReadOnlyList<Argument> argv) =>
        name == "busybox" || IsShell(name) ? Parse(name, [.. argv.Select(static word => word.Value)]) : null;

    public static ShellCommandLine? Parse(string name, IReadOnlyList<string?> argv)
    {
        var i = 1;
        if (name == "busybox" && argv.Count > 1 && argv[1] is "sh" or "ash")
        {
            i = 2;
        }
        else if (!IsShell(name))
        {
            return null;
        }

        var takesText = false;
        while (i < argv.Count && argv[i] is { Length: > 1 } word && word[0] is '-' or '+')
        {
            i++;
            if (word == "--")
            {
                break;
            }

            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                i += word is "--rcfile" or "--init-file" ? 1 : 0;
                continue;
            }

            takesText |= word.IndexOf('c') > 0;
            i += word[word.Length - 1] is 'o' or 'O' ? 1 : 0;
        }

        if (i >= argv.Count)
        {
            return new ShellCommandLine(-1, -1, IsPrompt: true);
        }

        return takesText ? new ShellCommandLine(i, -1, IsPrompt: false) : new ShellCommandLine(-1, i, IsPrompt: false);
    }
}
