using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>The commands of RUN instructions as words, each with the folder that it works in; quotes and variables stay as written.</summary>
internal static class RunCommands
{
    private static readonly string[] _separators = ["&&", "||", ";", "|", "\n"];
    private static readonly char[] _blanks = [' ', '\t', '\\', '\r'];

    /// <param name="runs">In their order.</param>
    /// <param name="rootFolder">The root image's working directory; null: not known, and taken to be the root.</param>
    /// <param name="isAsked">Which RUNs are read; most have nothing to say.</param>
    public static IEnumerable<(string[] Words, string Folder)> Of(IReadOnlyList<RunStep> runs, string? rootFolder, Func<LogicalText, bool> isAsked)
    {
        foreach (var run in runs)
        {
            if (!isAsked(run.Arguments))
            {
                continue;
            }

            var folder = run.FolderIn(rootFolder) ?? "/";
            var text = run.Arguments.Value.Replace("\\\r\n", " ").Replace("\\\n", " ");
            foreach (var command in text.Split(_separators, StringSplitOptions.RemoveEmptyEntries))
            {
                var words = command.Split(_blanks, StringSplitOptions.RemoveEmptyEntries);
                if (words is ["cd", var into])
                {
                    folder = Absolute(into, folder);
                }
                else
                {
                    yield return (words, folder);
                }
            }
        }
    }

    public static string Absolute(string path, string folder) => ContextPath.Normalize(path is ['/', ..] ? path : folder + "/" + path);
}
