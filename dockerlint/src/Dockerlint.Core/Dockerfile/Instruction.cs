using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

public enum InstructionKind
{
    Unknown,
    Add,
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Label,
    Maintainer,
    OnBuild,
    Run,
    Shell,
    StopSignal,
    User,
    Volume,
    WorkDir,
}

/// <summary>One instruction with its continuation lines and heredocs.</summary>
public sealed class Instruction
{
    public required InstructionKind Kind { get; init; }

    /// <summary>As written; instructions are case-insensitive.</summary>
    public required string Keyword { get; init; }

    /// <summary>From the keyword to the end of the last line that belongs to it, heredoc bodies included.</summary>
    public required TextSpan Span { get; init; }

    public required TextSpan KeywordSpan { get; init; }

    /// <summary>The <c>--name=value</c> words before the arguments.</summary>
    public IReadOnlyList<InstructionFlag> Flags { get; init; } = [];

    /// <summary>What follows keyword and flags, continuation lines joined and comments dropped.</summary>
    public required LogicalText Arguments { get; init; }

    /// <summary>The words of the arguments, split as BuildKit splits them for this instruction; empty for command forms.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>For CMD, ENTRYPOINT, RUN, SHELL and <c>HEALTHCHECK CMD</c>: which of the two forms it is and what it runs.</summary>
    public CommandForm? Command { get; init; }

    public IReadOnlyList<Heredoc> Heredocs { get; init; } = [];

    /// <summary>For ONBUILD: the instruction that runs in the child.</summary>
    public Instruction? Trigger { get; init; }

    public InstructionFlag? Flag(string name)
    {
        for (var i = 0; i < Flags.Count; i++)
        {
            if (string.Equals(Flags[i].Name, name, StringComparison.Ordinal))
            {
                return Flags[i];
            }
        }

        return null;
    }
}

public sealed record InstructionFlag(string Name, string? Value, TextSpan Span);

/// <summary>A here-document of RUN, COPY or ADD.</summary>
/// <param name="Name">The delimiter word without quotes.</param>
/// <param name="Expand">False when the delimiter was quoted: the builder leaves <c>$</c> alone.</param>
/// <param name="Chomp">True for <c>&lt;&lt;-</c>: leading tabs are stripped from <paramref name="Content"/>.</param>
/// <param name="BodySpan">The body lines in the file, without the closing delimiter line.</param>
public sealed record Heredoc(string Name, bool Expand, bool Chomp, string Content, TextSpan BodySpan);
