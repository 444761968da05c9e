using Dockerlint.Text;

namespace Dockerlint.Programs.Launchers;

/// <summary>A command line of GNU make.</summary>
/// <param name="Folder">Where it goes first (<c>-C</c>); empty: nowhere.</param>
/// <param name="File">The file it is told to read; null: the one by its usual name.</param>
public sealed record MakeCall(string Folder, string? File, IReadOnlyList<string> Targets, IReadOnlyList<string> Variables)
{
    /// <summary>Prerequisites run beside each other (<c>-j2</c>).</summary>
    public bool IsParallel { get; init; }

    /// <summary>Null for another program, and for words that are not known before run time.</summary>
    public static MakeCall? Parse(string name, IReadOnlyList<Argument> argv)
    {
        if (name is not ("make" or "gmake"))
        {
            return null;
        }

        var folder = "";
        string? file = null;
        var targets = new List<string>();
        var variables = new List<string>();
        var isParallel = false;
        for (var i = 1; i < argv.Count; i++)
        {
            switch (argv[i].Value)
            {
                case null:
                    return null;
                case "-C" or "--directory" when i + 1 < argv.Count && argv[++i].Value is { } next:
                    folder = next;
                    break;
                case "-f" or "--file" or "--makefile" when i + 1 < argv.Count && argv[++i].Value is { } next:
                    file = next;
                    break;
                case "-I" or "-l" or "-o" or "-W":
                    i++;
                    break;
                case "-j" when i + 1 < argv.Count && int.TryParse(argv[i + 1].Value, out _):
                    isParallel = true;
                    i++;
                    break;
                case ['-', .. var option]:
                    isParallel |= option.StartsWith("j", StringComparison.Ordinal) || option.StartsWith("-jobs", StringComparison.Ordinal);
                    folder = option.StartsWith("-directory=", StringComparison.Ordinal) ? option.Substring("-directory=".Length) : folder;
                    file = option.StartsWith("-file=", StringComparison.Ordinal) ? option.Substring("-file=".Length) : file;
                    break;
                case { } word when word.IndexOf('=') > 0:
                    variables.Add(word);
                    break;
                case { } word:
                    targets.Add(word);
                    break;
            }
        }

        return new MakeCall(folder, file, targets, variables) { IsParallel = isParallel };
    }
}
