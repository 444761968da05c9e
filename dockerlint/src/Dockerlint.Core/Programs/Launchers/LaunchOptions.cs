using Dockerlint.Text;

namespace Dockerlint.Programs.Launchers;

/// <summary>Skips a launcher's own options to find the command it starts.</summary>
internal static class LaunchOptions
{
    /// <param name="withValue">Letters of short options that take the next word.</param>
    /// <returns>The index of the first word that is no option; -1 when a word is unknown.</returns>
    public static int Skip(IReadOnlyList<Argument> argv, int start, string withValue, params string[] longWithValue)
    {
        var i = start;
        while (i < argv.Count)
        {
            if (argv[i].Value is not { } word)
            {
                return -1;
            }

            if (word == "--")
            {
                return i + 1;
            }

            if (word.Length < 2 || word[0] != '-')
            {
                return i;
            }

            var takesValue = word[1] == '-'
                ? Array.IndexOf(longWithValue, word) >= 0
                : word.Length == 2 && withValue.IndexOf(word[1]) >= 0;
            i += takesValue ? 2 : 1;
        }

        return i;
    }

    public static bool Has(IReadOnlyList<Argument> argv, int end, params string[] options)
    {
        for (var i = 1; i < end && i < argv.Count; i++)
        {
            if (argv[i].Value is { } word && Array.IndexOf(options, word) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
