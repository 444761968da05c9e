using Dockerlint.Text;

namespace Dockerlint.Shell;

/// <summary>Which grammar extensions to accept; POSIX sh is always accepted.</summary>
public enum ShellDialect
{
    Posix,
    Bash,
}

/// <summary>A script or command line. Offsets count in the text that was parsed.</summary>
public sealed record ShellScript(string Text, ShellList Body, IReadOnlyList<ShellComment> Comments, ShellSyntaxError? Error)
{
    /// <summary>The interpreter line's words without <c>#!</c>; empty where there is none.</summary>
    public IReadOnlyList<string> Shebang { get; init; } = [];
}

/// <summary>A comment; <see cref="Text"/> is what follows the <c>#</c>, trimmed.</summary>
public sealed record ShellComment(string Text, TextSpan Span);

/// <summary>What the parser could not understand; everything before it is in the tree.</summary>
public sealed record ShellSyntaxError(int Offset, string Message);

/// <summary>Commands in sequence: <c>a; b &amp; c</c> and newlines.</summary>
public sealed record ShellList(IReadOnlyList<ShellStatement> Statements, TextSpan Span);

/// <summary>One and-or list and how it ends.</summary>
public sealed record ShellStatement(ShellCommand Command, StatementEnd End, TextSpan Span);

public enum StatementEnd
{
    /// <summary>End of the text or of the compound command, without a separator.</summary>
    None,
    Semicolon,
    Newline,
    Background,
}

/// <summary>Any command of the grammar.</summary>
public abstract record ShellCommand(TextSpan Span)
{
    /// <summary>Redirections of the whole command; for a simple command those between its words.</summary>
    public IReadOnlyList<Redirection> Redirections { get; init; } = [];
}

/// <summary><c>A=1 name args &gt;file</c>.</summary>
public sealed record SimpleCommand(IReadOnlyList<ShellAssignment> Assignments, IReadOnlyList<ShellWord> Words, TextSpan Span) : ShellCommand(Span)
{
    /// <summary>The command's name where it is a constant; null for an assignment alone or a name from an expansion.</summary>
    public string? Name => Words.Count > 0 ? Words[0].Constant : null;
}

/// <summary><c>a &amp;&amp; b</c> or <c>a || b</c>, left associative.</summary>
public sealed record AndOrCommand(ShellCommand Left, bool IsAnd, ShellCommand Right, TextSpan Span) : ShellCommand(Span);

/// <summary>Two or more commands joined by <c>|</c>; or one with <c>!</c> or <c>time</c> in front.</summary>
public sealed record PipelineCommand(IReadOnlyList<ShellCommand> Commands, bool IsNegated, bool IsTimed, TextSpan Span) : ShellCommand(Span);

public sealed record GroupCommand(ShellList Body, TextSpan Span) : ShellCommand(Span);

public sealed record SubshellCommand(ShellList Body, TextSpan Span) : ShellCommand(Span);

/// <summary><c>if</c>, with <c>elif</c> as further clauses.</summary>
public sealed record IfCommand(IReadOnlyList<IfClause> Clauses, ShellList? Else, TextSpan Span) : ShellCommand(Span);

public sealed record IfClause(ShellList Condition, ShellList Then);

/// <summary><c>while</c> or <c>until</c>.</summary>
public sealed record WhileCommand(ShellList Condition, ShellList Body, bool IsUntil, TextSpan Span) : ShellCommand(Span);

/// <summary><c>for name in words</c> (or <c>select</c>); no words: over the positional parameters.</summary>
public sealed record ForCommand(string Variable, IReadOnlyList<ShellWord>? Words, ShellList Body, TextSpan Span) : ShellCommand(Span);

/// <summary>bash <c>for ((init; test; step))</c>.</summary>
public sealed record ArithmeticForCommand(string Header, ShellList Body, TextSpan Span) : ShellCommand(Span);

public sealed record CaseCommand(ShellWord Subject, IReadOnlyList<CaseClause> Clauses, TextSpan Span) : ShellCommand(Span);

/// <param name="FallsThrough">bash <c>;&amp;</c> or <c>;;&amp;</c>.</param>
public sealed record CaseClause(IReadOnlyList<ShellWord> Patterns, ShellList Body, bool FallsThrough);

public sealed record FunctionDefinition(string Name, ShellCommand Body, TextSpan Span) : ShellCommand(Span);

/// <summary>bash <c>[[ … ]]</c>; its inside is kept as words.</summary>
public sealed record TestCommand(IReadOnlyList<ShellWord> Words, TextSpan Span) : ShellCommand(Span);

/// <summary>bash <c>(( … ))</c>.</summary>
public sealed record ArithmeticCommand(string Expression, TextSpan Span) : ShellCommand(Span);

/// <summary>bash <c>coproc</c>: runs in the background.</summary>
public sealed record CoprocessCommand(ShellCommand Body, TextSpan Span) : ShellCommand(Span);

/// <summary><c>name=value</c>, <c>name+=value</c> or <c>name=(array)</c>.</summary>
public sealed record ShellAssignment(string Name, ShellWord? Value, bool Appends, IReadOnlyList<ShellWord>? Elements, TextSpan Span);

/// <param name="Operator"><c>&gt;</c>, <c>&gt;&gt;</c>, <c>&lt;</c>, <c>&gt;&amp;</c>, <c>&lt;&lt;</c>, <c>&lt;&lt;&lt;</c>, <c>&amp;&gt;</c>,
/// …</param>
/// <param name="HereDocument">The body of <c>&lt;&lt;</c> and <c>&lt;&lt;-</c>.</param>
public sealed record Redirection(int? FileDescriptor, string Operator, ShellWord Target, string? HereDocument, TextSpan Span);
