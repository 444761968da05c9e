using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>
/// Exec form or shell form, decided as BuildKit does: a strict JSON array of strings is exec form, everything else runs in the shell
/// (moby/buildkit frontend/dockerfile/parser/line_parsers.go, parseMaybeJSON).
/// </summary>
public sealed class CommandForm
{
    public required bool IsExec { get; init; }

    /// <summary>The array's strings; empty in shell form.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Where each of <see cref="Arguments"/> stands in the file, quotes included.</summary>
    public IReadOnlyList<TextSpan> ArgumentSpans { get; init; } = [];

    /// <summary>The text as written (joined); in shell form the command line the shell gets.</summary>
    public required LogicalText Text { get; init; }

    /// <summary>Shell form that was meant as a JSON array, with the first character that is not JSON; null otherwise.</summary>
    public ExecFormDefect? Defect { get; init; }

    public TextSpan Span => Text.WholeSpan;
}

/// <summary>Why text that begins like a JSON array is not one.</summary>
/// <param name="Offset">File offset of the offending character.</param>
/// <param name="Reason">In words: <c>single quotes</c>, <c>trailing comma</c>, …</param>
public sealed record ExecFormDefect(ExecFormDefectKind Kind, int Offset, string Reason);

public enum ExecFormDefectKind
{
    SingleQuotes,
    SmartQuotes,
    TrailingComma,
    BareWord,
    TextAfterArray,
    MissingBracket,
    MissingComma,
    InvalidEscape,
    ControlCharacter,
    Other,
}
