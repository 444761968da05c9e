namespace Dockerlint.Shell;

/// <summary>What one parse shares with the parses of its backquoted scripts: the outermost text and how offsets map to it.</summary>
internal sealed class ShellSource(string text, ShellDialect dialect, List<ShellComment> comments, int[]? offsets = null)
{
    private bool? _hasExtendedPatterns;

    public string Text { get; } = text;

    public ShellDialect Dialect { get; } = dialect;

    public List<ShellComment> Comments { get; } = comments;

    public int NodeCount { get; set; }

    /// <summary><c>shopt -s extglob</c> changes the grammar, so a script that names it may use <c>!(…)</c> anywhere.</summary>
    public bool HasExtendedPatterns => _hasExtendedPatterns ??= Dialect is ShellDialect.Bash && Text.Contains("extglob");

    public int Map(int offset) => offsets is null ? offset : offsets[offset];
}
