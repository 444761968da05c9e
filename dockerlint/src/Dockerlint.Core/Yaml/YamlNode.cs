using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>
/// A node of an immutable tree that knows its file. An alias is the anchored node itself, so a tree may share nodes and its location is
/// where the value is written. Trees merged from several files mix nodes of several sources.
/// </summary>
public abstract class YamlNode(SourceText source, TextSpan span, string? tag)
{
    public SourceText Source { get; } = source;

    /// <summary>Quotes and block indicators included, anchor and tag excluded.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>As written (<c>!reset</c>, <c>!!str</c> as <c>tag:yaml.org,2002:str</c>); null where there is none.</summary>
    public string? Tag { get; } = tag;

    public SourceLocation Location => Source.At(Span);

    /// <summary>Null, <c>~</c>, an empty value or <c>!!null</c>.</summary>
    public bool IsNull => this is YamlScalar { Kind: YamlScalarKind.Null };

    internal const string CoreTagPrefix = "tag:yaml.org,2002:";
}

/// <summary>A list.</summary>
public sealed class YamlSequence(SourceText source, TextSpan span, string? tag, IReadOnlyList<YamlNode> items)
    : YamlNode(source, span, tag)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;
}

/// <summary>One <c>key: value</c> as written.</summary>
public sealed record YamlEntry(YamlNode KeyNode, YamlNode Value)
{
    /// <summary>The key's text; null where the key is a list or a mapping.</summary>
    public string? Key => (KeyNode as YamlScalar)?.Value;

    public SourceLocation KeyLocation => KeyNode.Location;

    /// <summary>A merge key <c>&lt;&lt;</c>: unquoted.</summary>
    public bool IsMerge => KeyNode is YamlScalar { Value: "<<", Style: YamlScalarStyle.Plain };
}
