using System.Globalization;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>Single fields of a merged service. A null value inside is unknown.</summary>
internal static class ComposeFields
{
    public static Located<string?>? Text(YamlMapping? mapping, string key) => Text(mapping?[key]);

    public static Located<string?>? Text(YamlNode? node) =>
        node is YamlScalar { IsNull: false } scalar
            ? new Located<string?>(scalar.UnresolvedVariable is null ? scalar.Value : null, scalar.Location)
            : null;

    /// <summary>With the variable in its place where it decides the tag alone: <c>redis:${VERSION}</c>.</summary>
    public static Located<string?>? ImageName(YamlMapping? mapping) => mapping?["image"] is YamlScalar { IsNull: false } scalar
        ? new Located<string?>(
            scalar.UnresolvedVariable is null || scalar.Value.LastIndexOf(':') is > 0 and var colon && scalar.Value.IndexOf('$') > colon
                && scalar.Value.LastIndexOf('/') < colon ? scalar.Value : null, scalar.Location)
        : null;

    public static Located<bool?>? Flag(YamlMapping? mapping, string key) => Text(mapping, key) is not { } text ? null
        : new Located<bool?>(text.Value?.ToLowerInvariant() switch
        {
            "true" or "y" or "yes" or "on" => true,
            "false" or "n" or "no" or "off" => false,
            _ => null,
        }, text.Location);

    public static bool IsTrue(YamlMapping? mapping, string key) => Flag(mapping, key)?.Value == true;

    public static Located<int?>? Count(YamlMapping? mapping, string key) => Text(mapping, key) is not { } text ? null
        : new Located<int?>(int.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null,
            text.Location);

    /// <summary>A single value or a list of them; unknown ones are left out.</summary>
    public static IReadOnlyList<Located<string>> Strings(YamlMapping? mapping, string key) => mapping?[key] is not { } node ? [] : Items(node)
        .OfType<YamlScalar>()
        .Where(static scalar => scalar is { IsNull: false, UnresolvedVariable: null })
        .Select(static scalar => new Located<string>(scalar.Value, scalar.Location))
        .ToList();

    /// <summary>A list's items, or the node itself.</summary>
    public static IReadOnlyList<YamlNode> Items(YamlNode? node) => node switch
    {
        null => [],
        YamlSequence sequence => sequence.Items,
        _ => node.IsNull ? [] : [node],
    };

    /// <summary><c>NAME: value</c>, or a list of <c>NAME=value</c>; later ones win. A name alone is null: its value is the shell's.</summary>
    public static void AddVariables(YamlNode? node, Dictionary<string, Located<string?>> variables)
    {
        foreach (var item in Items(node))
        {
            if (item is YamlMapping mapping)
            {
                foreach (var entry in mapping.Entries)
                {
                    if (entry.Key is { } key)
                    {
                        variables[key] = Text(entry.Value) ?? new Located<string?>(null, entry.KeyLocation);
                    }
                }
            }
            else if (item is YamlScalar { IsNull: false } scalar)
            {
                var equals = scalar.Value.IndexOf('=');
                var name = equals < 0 ? scalar.Value : scalar.Value.Substring(0, equals);
                var isKnown = equals >= 0
                    && (scalar.UnresolvedVariable is null || scalar.Value.IndexOf("${" + scalar.UnresolvedVariable, StringComparison.Ordinal) < 0);
                variables[name] = new Located<string?>(isKnown ? scalar.Value.Substring(equals + 1) : null, scalar.Location);
            }
        }
    }
}
