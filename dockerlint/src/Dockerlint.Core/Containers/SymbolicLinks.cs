using Dockerlint.Dockerfile;

namespace Dockerlint.Containers;

/// <summary>Links made by <c>RUN ln -s TARGET LINK</c>.</summary>
internal static class SymbolicLinks
{
    private static readonly char[] Separators = [' ', '\t', ';', '&', '|', '\n', '\\'];

    public static string? Target(string link, IReadOnlyList<Instruction> runs)
    {
        for (int i = runs.Count - 1; i >= 0; i--)
        {
            string text = runs[i].Arguments.Value;
            if (!text.Contains("ln -") || !text.Contains(ContextPath.Normalize(link).TrimStart('/').Split('/')[0]))
            {
                continue;
            }

            string[] words = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
            for (int w = 0; w + 3 < words.Length; w++)
            {
                if (words[w] == "ln" && words[w + 1].StartsWith("-s", StringComparison.Ordinal) && LinkPath(words[w + 2], words[w + 3]) == link)
                {
                    return ContextPath.Normalize("/" + words[w + 2]);
                }
            }
        }

        return null;
    }

    private static string LinkPath(string target, string link) => link.EndsWith("/", StringComparison.Ordinal)
        ? ContextPath.Normalize("/" + link + target.Substring(target.LastIndexOf('/') + 1))
        : ContextPath.Normalize("/" + link);
}
