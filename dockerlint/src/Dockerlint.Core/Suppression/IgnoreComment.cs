using Dockerlint.Text;

namespace Dockerlint.Suppression;

/// <summary>A comment that silences findings.</summary>
/// <param name="Rules">Ids or names as written; of another tool's comment the ids it means here.</param>
/// <param name="Reason">Empty: none is given.</param>
/// <param name="IsOwn">False for another tool's: honoured, never reported.</param>
/// <param name="IsGlobal">Speaks about the whole file.</param>
public sealed record IgnoreComment(IReadOnlyList<string> Rules, string Reason, bool IsOwn, bool IsGlobal, SourceLocation Location)
{
    /// <summary>First and last line that it silences, 1-based.</summary>
    public int FirstLine { get => IsGlobal ? 0 : field; init; }

    public int LastLine { get => IsGlobal ? int.MaxValue : field; init; }
}
