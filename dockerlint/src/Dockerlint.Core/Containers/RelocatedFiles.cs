using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>Files that a RUN links, moves or copies to another place: <c>ln -s TARGET LINK</c>, <c>mv a b</c>, <c>install -m 755 a b</c>.</summary>
internal sealed class RelocatedFiles
{
    /// <summary>Real builds stay far below.</summary>
    private const int MaximumMoves = 2000;

    private static readonly char[] _unknown = ['$', '`', '[', '{', '?'];

    private static readonly RelocatedFiles _none = new([], null);

    private readonly List<(string From, string To)> _moves = [];

    private RelocatedFiles(IReadOnlyList<RunStep> runs, string? folder)
    {
        foreach (var (words, here) in RunCommands.Of(runs, folder, MayMove))
        {
            Add(words, here);
            if (_moves.Count >= MaximumMoves)
            {
                break;
            }
        }
    }

    public bool Any => _moves.Count > 0;

    /// <param name="runs">In their order.</param>
    /// <param name="folder">The root image's working directory; null: not known.</param>
    public static RelocatedFiles Of(IReadOnlyList<RunStep> runs, string? folder)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (MayMove(runs[i].Arguments))
            {
                return new RelocatedFiles(runs, folder);
            }
        }

        return _none;
    }

    /// <summary>Where what is at a place may have come from, the last command's answer first.</summary>
    public IEnumerable<string> SourcesOf(string path)
    {
        for (var i = _moves.Count - 1; i >= 0; i--)
        {
            var (from, to) = _moves[i];
            if (path == to)
            {
                yield return from;
            }
            else if (path.Length > to.Length && path[to.Length] == '/' && path.StartsWith(to, StringComparison.Ordinal))
            {
                // Into a folder that was there, or the folder itself.
                var rest = path.Substring(to.Length + 1);
                var isGlob = from.IndexOf('*') >= 0;
                if (ContextPath.MatchesName(from, rest))
                {
                    yield return ContextPath.Folder(from) + rest;
                }
                else if (!isGlob)
                {
                    yield return from + "/" + rest;
                }
            }
        }
    }

    /// <summary>apt-get install, which most images have, is none of them.</summary>
    private static bool MayMove(LogicalText run) => run.MayBegin("ln -") || run.MayBegin("mv ") || run.MayBegin("cp ") || run.MayBegin("install ");

    private void Add(string[] words, string folder)
    {
        var isLink = words is ["ln", ['-', 's', ..] or "-fs", ..];
        if (!isLink && words is not ["mv" or "cp" or "install", ..])
        {
            return;
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

        if (operands.Count < 2 || operands[operands.Count - 1] is var last && (last.IndexOfAny(_unknown) >= 0 || last.IndexOf('*') >= 0))
        {
            return;
        }

        var to = RunCommands.Absolute(last, folder).TrimEnd('/');
        for (var i = 0; i < operands.Count - 1 && i < MaximumMoves; i++)
        {
            if (operands[i].IndexOfAny(_unknown) < 0 && ContextPath.Folder(operands[i]).IndexOf('*') < 0)
            {
                _moves.Add((RunCommands.Absolute(operands[i], isLink ? ContextPath.Folder(to) : folder), to));
            }
        }
    }
}
