using Dockerlint.Dockerfile;

namespace Dockerlint.Containers;

/// <summary>The RUN instructions of an image, and of the stages that it continues, asked for words.</summary>
/// <param name="folder">The root image's working directory; null: not known.</param>
public readonly struct BuildCommands(IReadOnlyList<RunStep> runs, string? folder)
{
    /// <summary>Whether one has the command: <c>go build</c>, not <c>go builder</c>.</summary>
    public bool HasCommand(string command)
    {
        foreach (var run in runs)
        {
            if (run.Arguments.Contains(command + " ") || run.Arguments.Value.EndsWith(command, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public bool HasText(string text)
    {
        foreach (var run in runs)
        {
            if (run.Arguments.Contains(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one has a path that ends so, or the name alone.</summary>
    public bool NamesFile(string file) => HasText("/" + file) || HasText(" " + file);

    /// <summary>The words of the command that writes a file: <c>gcc -o PATH …</c>; null where there is none.</summary>
    public IReadOnlyList<string>? CommandThatWrites(string path, string[] programs)
    {
        foreach (var (words, here) in RunCommands.Of(runs, folder, static run => run.Contains("-o")))
        {
            if (words.Length > 2 && Array.IndexOf(programs, words[0]) >= 0 && Array.IndexOf(words, "-o") is > 0 and var option
                && option + 1 < words.Length && RunCommands.Absolute(words[option + 1], here) == path)
            {
                return words;
            }
        }

        return null;
    }
}
