using Dockerlint.Text;

namespace Dockerlint.Compose;

/// <summary>Loads Compose files as <c>docker compose -f a -f b</c> does; never throws and never touches the file system itself.</summary>
public static class ComposeLoader
{
    /// <param name="files">The main file and its overrides, in order.</param>
    /// <param name="readFile">A path relative as those of <paramref name="files"/>, to its text; null where there is none.</param>
    /// <param name="environment">Variables for interpolation; the <c>.env</c> beside the main file is read in addition.</param>
    public static ComposeProject Load(IReadOnlyList<SourceText> files, Func<string, SourceText?> readFile, IReadOnlyDictionary<string, string>? environment = null) =>
        throw new NotImplementedException();

    public static ComposeProject Load(SourceText file, Func<string, SourceText?>? readFile = null, IReadOnlyDictionary<string, string>? environment = null) =>
        Load([file], readFile ?? (static _ => null), environment);
}
