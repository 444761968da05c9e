using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>One document of a stream. One that cannot be read has no root, its errors say why; the others are not touched by it.</summary>
public sealed class YamlDocument
{
    public required SourceText Source { get; init; }

    /// <summary>From its <c>---</c> (or the start of the file) to the next.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>Null: empty, unreadable, or a template.</summary>
    public YamlNode? Root { get; init; }

    /// <summary>Syntax errors, limits that were hit; empty for a template.</summary>
    public IReadOnlyList<InputError> Errors { get; init; } = [];

    /// <summary>YAML forbids them, and many readers take the last one; empty for a template.</summary>
    public IReadOnlyList<DuplicateKey> DuplicateKeys { get; init; } = [];

    /// <summary>Not YAML before it is rendered; null where it is YAML.</summary>
    public TemplateMark? Template { get; init; }

    /// <summary>Comments from <c>#</c> to the end of the line, in order.</summary>
    public IReadOnlyList<TextSpan> Comments { get; init; } = [];

    public YamlMapping? RootMapping => Root as YamlMapping;
}

/// <summary>A key that its mapping has had before.</summary>
/// <param name="FirstLine">Where it stands first.</param>
public sealed record DuplicateKey(SourceLocation Location, string Key, int FirstLine)
{
    public string Message => $"the key '{Key}' is already set in line {FirstLine}";
}

/// <summary>The first thing in a document that only a template engine understands.</summary>
public sealed record TemplateMark(TemplateKind Kind, SourceLocation Location);

public enum TemplateKind
{
    /// <summary><c>{{ .Values.x }}</c>, <c>{{- if … }}</c>: Helm and other Go templates.</summary>
    GoTemplate,

    /// <summary><c>{% if … %}</c>, or <c>{{ name }}</c> beside it.</summary>
    Jinja,

    /// <summary><c>${NAME}</c> or <c>$NAME</c> where YAML needs structure.</summary>
    Envsubst,

    /// <summary><c>&lt;% … %&gt;</c>.</summary>
    EmbeddedRuby,

    /// <summary><c>@NAME@</c>, as autoconf and CMake write it.</summary>
    Placeholder,
}
