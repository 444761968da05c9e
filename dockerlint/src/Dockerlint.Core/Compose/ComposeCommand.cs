using Dockerlint.Text;

namespace Dockerlint.Compose;

/// <summary>A <c>command</c> or <c>entrypoint</c> as Compose hands it to the engine: a list of arguments, never a shell line.</summary>
public sealed class ComposeCommand
{
    public required SourceLocation Location { get; init; }

    /// <summary>Written as one string and split by Compose.</summary>
    public required bool IsString { get; init; }

    /// <summary>The arguments in force.</summary>
    public required IReadOnlyList<ComposeWord> Words { get; init; }

    /// <summary><c>[]</c>, <c>''</c> or nothing left after splitting: the image's own is removed.</summary>
    public bool IsCleared => Words.Count == 0;

    /// <summary>The string after interpolation; null for a list.</summary>
    public string? Text { get; init; }

    /// <summary>What follows an unquoted <c>; &amp; | &lt; &gt;</c> in the string, operator included: Compose drops it silently.</summary>
    public Located<string>? Dropped { get; init; }

    /// <summary>Why Compose refuses the string (an open quote, <c>(</c>, a backquote); null where it does not.</summary>
    public string? Error { get; init; }

    /// <summary>The first variable without value or default; the words that hold it keep it as <c>${NAME}</c>.</summary>
    public string? UnresolvedVariable { get; init; }
}

/// <summary>One argument.</summary>
/// <param name="Location">Exact where value and text agree, else the whole scalar.</param>
/// <param name="UnresolvedVariable">A variable in it without value or default; it stands in <paramref name="Value"/> as <c>${NAME}</c>.</param>
public sealed record ComposeWord(string Value, SourceLocation Location, string? UnresolvedVariable = null)
{
    /// <summary>From offsets of <see cref="Value"/> to the file; null where <see cref="Location"/> says it, or nothing can.</summary>
    public Func<TextSpan, SourceLocation>? Origin { get; init; }
}

/// <summary>An entry of <c>pre_stop</c> or <c>post_start</c>: run by the Compose command with exec.</summary>
public sealed class ComposeHook
{
    public required SourceLocation Location { get; init; }

    public ComposeCommand? Command { get; init; }

    public Located<string?>? User { get; init; }

    public Located<string?>? WorkingDir { get; init; }

    public bool Privileged { get; init; }
}
