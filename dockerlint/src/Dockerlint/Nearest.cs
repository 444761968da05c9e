namespace Dockerlint.Cli;

/// <summary>The known word that was probably meant: one slip in three characters, a swap of neighbours counted as one.</summary>
internal static class Nearest
{
    private const int Longest = 40;

    /// <summary>Null: none is near, or it is the word itself.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        if (word.Length is < 3 or > Longest)
        {
            return null;
        }

        var (best, least) = ((string?)null, word.Length / 3 + 1);
        foreach (var candidate in known)
        {
            if (candidate != word && Math.Abs(candidate.Length - word.Length) < least && Distance(word, candidate) is var distance
                && distance < least)
            {
                (best, least) = (candidate, distance);
            }
        }

        return best;
    }

    private static int Distance(string a, string b)
    {
        int[] before = [], previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var slip = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], previous[j]) + 1, previous[j - 1] + slip);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, previous) = (previous, row);
        }

        return previous[b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
