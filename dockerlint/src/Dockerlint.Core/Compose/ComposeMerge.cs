using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>
/// An override over a base as compose-go's override package merges them: mappings deep, lists appended, scalars replaced; <c>command</c>,
/// <c>entrypoint</c> and <c>healthcheck.test</c> are replaced whole, <c>!reset</c> removes, <c>!override</c> replaces.
/// </summary>
internal static class ComposeMerge
{
    private const string Reset = "!reset";

    /// <summary>The path of one service, for merges that <c>extends</c> asks for.</summary>
    public const string ServicePath = "services.*";

    public static YamlMapping Files(YamlMapping below, YamlMapping above) => Mappings(below, above, string.Empty);

    public static YamlMapping Services(YamlMapping below, YamlMapping above) => Mappings(below, above, ServicePath);

    /// <summary>Without everything tagged <c>!reset</c>: what a file says on its own.</summary>
    public static YamlNode WithoutResets(YamlNode node) => HasReset(node) ? Strip(node) : node;

    /// <summary>Null: removed.</summary>
    private static YamlNode? Nodes(YamlNode below, YamlNode above, string path)
    {
        if (above.Tag == Reset)
        {
            return null;
        }

        if (above.Tag == "!override" || path is "services.*.command" or "services.*.entrypoint" or "services.*.healthcheck.test")
        {
            return WithoutResets(above);
        }

        if (above.IsNull)
        {
            return below;
        }

        switch (path)
        {
            case "services.*.build":
                return AsBuild(below) is { } build && AsBuild(above) is { } over ? Mappings(build, over, path) : above;
            case "services.*.environment" or "services.*.env_file" or "services.*.depends_on" or "services.*.build.args":
                return new YamlSequence(above.Source, above.Span, null, [.. Parts(below), .. Parts(WithoutResets(above))]);
        }

        return (below, above) switch
        {
            (YamlMapping lower, YamlMapping upper) => Mappings(lower, upper, path),
            (YamlSequence lower, YamlSequence upper) =>
                new YamlSequence(upper.Source, upper.Span, null, [.. lower.Items, .. ((YamlSequence)WithoutResets(upper)).Items]),
            _ => WithoutResets(above),
        };
    }

    private static YamlMapping Mappings(YamlMapping below, YamlMapping above, string path)
    {
        var entries = new List<YamlEntry>(below.Entries.Count + above.Entries.Count);
        foreach (var entry in below.Entries)
        {
            if (entry.Key is not { } key || above.Find(key) is not { } over)
            {
                entries.Add(entry);
            }
            else if (Nodes(entry.Value, over.Value, path.Length == 0 ? key : path == "services" ? ServicePath : path + "." + key) is { } merged)
            {
                entries.Add(new YamlEntry(path == "services" ? entry.KeyNode : over.KeyNode, merged));
            }
        }

        foreach (var entry in above.Entries)
        {
            if (entry.Value.Tag != Reset && (entry.Key is not { } key || below.Find(key) is null))
            {
                entries.Add(new YamlEntry(entry.KeyNode, WithoutResets(entry.Value)));
            }
        }

        return above.With(entries);
    }

    private static YamlMapping? AsBuild(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping,
        YamlScalar { IsNull: false } context =>
            new YamlMapping(context.Source, context.Span, null,
                [new YamlEntry(new YamlScalar(context.Source, context.Span, null, "context", YamlScalarStyle.Plain), context)]),
        _ => null,
    };

    /// <summary>Lists and mappings of the same meaning put one after the other; readers of these keys take both as items.</summary>
    private static IEnumerable<YamlNode> Parts(YamlNode node) => node is YamlSequence sequence ? sequence.Items : node.IsNull ? [] : [node];

    private static bool HasReset(YamlNode node) => node.Tag == Reset || node switch
    {
        YamlMapping mapping => mapping.Entries.Any(static entry => HasReset(entry.Value)),
        YamlSequence sequence => sequence.Items.Any(HasReset),
        _ => false,
    };

    private static YamlNode Strip(YamlNode node) => node switch
    {
        YamlMapping mapping =>
            mapping.With(mapping.Entries.Where(static entry => entry.Value.Tag != Reset)
                .Select(static entry => new YamlEntry(entry.KeyNode, WithoutResets(entry.Value))).ToList()),
        YamlSequence sequence => new YamlSequence(node.Source, node.Span, node.Tag,
            sequence.Items.Where(static item => item.Tag != Reset).Select(WithoutResets).ToList()),
        _ => node,
    };
}
