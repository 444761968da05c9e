using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>Links made by <c>RUN ln -s TARGET LINK</c>.</summary>
internal static class SymbolicLinks
{
    private static readonly char[] _separators = [' ', '\t', ';', '&', '|', '\n', '\\'];

    /// <summary>Targets by link; of one that several commands make, the last one's.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<Instruction> runs)
    {
        Dictionary<string, string>? targets = null;
        for (var i = runs.Count - 1; i >= 0; i--)
        {
            if (!runs[i].Arguments.Contains("ln -"))
            {
                continue;
            }

            var words = runs[i].Arguments.Value.Split(_separators, StringSplitOptions.RemoveEmptyEntries);
            for (var w = 0; w + 3 < words.Length; w++)
            {
                if (words[w] == "ln" && words[w + 1].StartsWith("-s", StringComparison.Ordinal) && LinkPath(words[w + 2], words[w + 3]) is var link
                    && targets?.ContainsKey(link) != true)
                {
                    (targets ??= new(StringComparer.Ordinal)).Add(link, ContextPath.Normalize("/" + words[w + 2]));
                }
            }
        }

        return targets ?? EmptyMap.Of<string>();
    }

    private static string LinkPath(string target, string link) => link.EndsWith("/", StringComparison.Ordinal)
        ? ContextPath.Normalize("/" + link + target.Substring(target.LastIndexOf('/') + 1))
        : ContextPath.Normalize("/" + link);
}
