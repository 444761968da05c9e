using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>A Dockerfile as written: every instruction, comment and directive with its span.</summary>
public sealed record DockerfileSyntax(
    SourceText Source,
    char Escape,
    IReadOnlyList<ParserDirective> Directives,
    IReadOnlyList<Instruction> Instructions,
    IReadOnlyList<Comment> Comments,
    IReadOnlyList<InputError> Errors);

/// <summary><c># syntax=</c>, <c># escape=</c> or <c># check=</c> at the top of the file.</summary>
public sealed record ParserDirective(string Name, string Value, TextSpan Span);

/// <summary>A comment line; <see cref="Text"/> is what follows the <c>#</c>, trimmed.</summary>
public sealed record Comment(string Text, TextSpan Span);
