using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>Files that a RUN links, moves or copies to another place: <c>ln -s TARGET LINK</c>, <c>mv a b</c>, <c>install -m 755 a b</c>.</summary>
internal static class RelocatedFiles
{
    private static readonly string[] _separators = ["&&", "||", ";", "|", "\n"];
    private static readonly char[] _blanks = [' ', '\t', '\\', '\r'];

    /// <summary>The old places by the new one; where several commands make one, the last one's.</summary>
    /// <param name="runs">In their order.</param>
    /// <param name="folder">Where a relative path leads; null: to the root.</param>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<Instruction> runs, string? folder)
    {
        Dictionary<string, string>? places = null;
        for (var i = runs.Count - 1; i >= 0; i--)
        {
            var text = runs[i].Arguments;
            // apt-get install, which most images have, is none of them.
            if (!text.MayBegin("ln -") && !text.MayBegin("mv ") && !text.MayBegin("cp ") && !text.MayBegin("install "))
            {
                continue;
            }

            var commands = text.Value.Replace("\\\r\n", " ").Replace("\\\n", " ").Split(_separators, StringSplitOptions.RemoveEmptyEntries);
            for (var c = commands.Length - 1; c >= 0; c--)
            {
                if (Relocated(commands[c], folder ?? "/") is var (from, to) && places?.ContainsKey(to) != true)
                {
                    (places ??= new(StringComparer.Ordinal)).Add(to, from);
                }
            }
        }

        return places ?? EmptyMap.Of<string>();
    }

    /// <summary>Null: the command puts no file elsewhere, or more than one.</summary>
    private static (string From, string To)? Relocated(string command, string folder)
    {
        var words = command.Split(_blanks, StringSplitOptions.RemoveEmptyEntries);
        var isLink = words is ["ln", ['-', 's', ..] or "-fs", ..];
        if (!isLink && words is not ["mv" or "cp" or "install", ..])
        {
            return null;
        }

        var operands = new List<string>();
        for (var i = 1; i < words.Length; i++)
        {
            if (words[i] is not ['-', ..] option)
            {
                operands.Add(words[i].Trim('"', '\''));
            }
            else if (words[0] == "install" && option is "-m" or "-o" or "-g")
            {
                i++;
            }
        }

        if (operands is not [var from, var to] || from.IndexOfAny(['*', '?', '$']) >= 0 || to.IndexOf('$') >= 0)
        {
            return null;
        }

        to = Absolute(to is ['.'] or [.., '/', '.'] ? to + "/" : to, folder, from);
        return (Absolute(from, isLink ? ContextPath.Folder(to) : folder, from), to);
    }

    private static string Absolute(string path, string folder, string name)
    {
        var full = path is ['/', ..] ? path : folder + "/" + path;
        return ContextPath.Normalize(full is [.., '/'] ? full + name.Substring(name.LastIndexOf('/') + 1) : full);
    }
}
