using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>Pod templates inside objects of any kind: a mapping with <c>spec.containers</c>, under a key that ends in <c>template</c>.</summary>
internal static class PodTemplates
{
    private const int MaximumDepth = 12;

    private static readonly string[] _wordsOfPods = ["container", "containers", "image", "podSpec", "podTemplate", "script"];

    /// <returns>The template and the name of the part of the object that holds it: <c>headGroupSpec</c>.</returns>
    public static IReadOnlyList<(YamlMapping Template, string Place)> Of(YamlMapping root)
    {
        var found = new List<(YamlMapping, string)>();
        if (root.MappingAt("spec") is { } spec)
        {
            Search(spec, "spec", 0, found);
        }

        return found;
    }

    /// <summary>The words of a pod stand in it, in another shape: an operator's own.</summary>
    public static bool MayMakePods(YamlMapping root) => root.MappingAt("spec") is { } spec && Says(spec, 0);

    private static void Search(YamlMapping mapping, string place, int depth, List<(YamlMapping, string)> found)
    {
        foreach (var entry in mapping.Entries)
        {
            if (depth > MaximumDepth || entry.Key is not { } key)
            {
                continue;
            }

            switch (entry.Value)
            {
                case YamlMapping template when key.EndsWith("emplate", StringComparison.Ordinal)
                    && template.MappingAt("spec")?.SequenceAt("containers") is { Items.Count: > 0 }:
                    found.Add((template, place));
                    break;
                case YamlMapping inner:
                    Search(inner, key, depth + 1, found);
                    break;
                case YamlSequence list:
                    foreach (var item in list.Items)
                    {
                        if (item is YamlMapping part)
                        {
                            Search(part, NameOf(part) ?? key, depth + 1, found);
                        }
                    }

                    break;
            }
        }
    }

    private static string? NameOf(YamlMapping part) => (part.ScalarAt("name") ?? part.ScalarAt("groupName"))?.Value;

    private static bool Says(YamlNode node, int depth) => depth < MaximumDepth && node switch
    {
        YamlMapping mapping => mapping.Entries.Any(entry => Array.IndexOf(_wordsOfPods, entry.Key) >= 0 || Says(entry.Value, depth + 1)),
        YamlSequence list => list.Items.Any(item => Says(item, depth + 1)),
        _ => false,
    };
}
