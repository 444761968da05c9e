using Dockerlint.Shell;

namespace Dockerlint.SignalPath.Shells;

/// <summary>
/// Command substitutions that only take a path apart, usually the script's own: <c>$(dirname "$0")</c>,
/// <c>$(cd "$(dirname "${BASH_SOURCE[0]}")" &amp;&amp; pwd)</c>, <c>$(readlink -f "$0")</c>; or ask where a program is:
/// <c>$(which app)</c>, <c>$(command -v app)</c>.
/// </summary>
internal static class PathSubstitution
{
    /// <param name="valueOf">Null for a word that is not known.</param>
    /// <param name="isTested">A test asks whether there is such a program; elsewhere it is taken to be there.</param>
    /// <returns>Null: another command, or a path that is not known.</returns>
    public static string? Evaluate(CommandSubstitutionPart substitution, Func<ShellWord, string?> valueOf, bool isTested)
    {
        if (substitution.Script is not { Error: null, Body.Statements: [{ Command: var command, End: not StatementEnd.Background }] })
        {
            return null;
        }

        if (command is AndOrCommand { IsAnd: true, Left: SimpleCommand { Name: "cd" } change, Right: SimpleCommand { Name: "pwd" } })
        {
            return Operand(change, valueOf) is ['/', ..] folder ? folder : null;
        }

        return command is SimpleCommand simple && Operand(simple, valueOf) is { } path ? simple.Name switch
        {
            "dirname" => Folder(path),
            "basename" => path.Substring(path.LastIndexOf('/') + 1),
            "readlink" or "realpath" when path is ['/', ..] => path,
            "which" when !isTested => path,
            "command" when !isTested && simple.Words[1].Constant is "-v" => path,
            _ => null,
        } : null;
    }

    /// <summary>As <c>dirname</c> and <c>${path%/*}</c> do for a path of more than one segment.</summary>
    public static string? Folder(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path.Substring(0, Math.Max(slash, 1)) : null;

    /// <summary>Its only word that is no option.</summary>
    private static string? Operand(SimpleCommand command, Func<ShellWord, string?> valueOf)
    {
        string? operand = null;
        for (var i = 1; i < command.Words.Count; i++)
        {
            if (valueOf(command.Words[i]) is not { Length: > 0 } value || value[0] != '-' && operand is not null)
            {
                return null;
            }

            operand = value[0] == '-' ? operand : value;
        }

        return operand;
    }
}
