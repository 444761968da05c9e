using System.Globalization;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>Single fields, typed as the API server's YAML reader (YAML 1.1: <c>yes</c>, <c>on</c>, octal <c>010</c>) types them.</summary>
internal static class ManifestFields
{
    /// <summary>Null: absent, null, or not a single value.</summary>
    public static Located<string>? Text(YamlMapping? mapping, string key) =>
        mapping?.ScalarAt(key) is { IsNull: false } scalar ? new Located<string>(scalar.Value, scalar.Location) : null;

    public static Located<bool>? Flag(YamlMapping? mapping, string key)
    {
        if (mapping?.ScalarAt(key) is not { Style: YamlScalarStyle.Plain } scalar)
        {
            return null;
        }

        return scalar.Value.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "y" => new Located<bool>(true, scalar.Location),
            "false" or "no" or "off" or "n" => new Located<bool>(false, scalar.Location),
            _ => null,
        };
    }

    public static WholeNumberField? WholeNumber(YamlMapping? mapping, string key)
    {
        if (mapping?[key] is not { IsNull: false } node)
        {
            return null;
        }

        if (node is not YamlScalar scalar)
        {
            return new WholeNumberField(node.Source.Slice(node.Span), WholeNumberState.NotANumber, null, node.Location);
        }

        if (Number(scalar) is { } number)
        {
            return new WholeNumberField(scalar.Value, number < 0 ? WholeNumberState.Negative : WholeNumberState.Valid, number, scalar.Location);
        }

        return new WholeNumberField(scalar.Value, IsPlaceholder(scalar.Value) ? WholeNumberState.Unknown : WholeNumberState.NotANumber, null,
            scalar.Location);
    }

    /// <summary>A null value: present, but not a number here.</summary>
    public static Located<int?>? Count(YamlMapping? mapping, string key) => WholeNumber(mapping, key) switch
    {
        null => null,
        { State: WholeNumberState.Valid, Value: <= int.MaxValue and { } value } field => new Located<int?>((int)value, field.Location),
        { } field => new Located<int?>(null, field.Location),
    };

    public static IReadOnlyDictionary<string, Located<string>> Map(params YamlMapping?[] sources)
    {
        var map = new Dictionary<string, Located<string>>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            foreach (var entry in source?.Entries ?? [])
            {
                if (entry is { Key: { } key, Value: YamlScalar value })
                {
                    map[key] = new Located<string>(value.Value, value.Location);
                }
            }
        }

        return map;
    }

    /// <summary>Null: not a list.</summary>
    public static IReadOnlyList<Located<string>>? List(YamlMapping? mapping, string key)
    {
        if (mapping?.SequenceAt(key) is not { } sequence)
        {
            return null;
        }

        var list = new List<Located<string>>(sequence.Items.Count);
        foreach (var item in sequence.Items)
        {
            if (item is YamlScalar scalar)
            {
                list.Add(new Located<string>(scalar.IsNull ? string.Empty : scalar.Value, scalar.Location));
            }
        }

        return list;
    }

    public static IEnumerable<YamlMapping> Mappings(YamlMapping? mapping, string key) => mapping?.SequenceAt(key)?.Items.OfType<YamlMapping>() ?? [];

    private static long? Number(YamlScalar scalar)
    {
        if (scalar.Kind == YamlScalarKind.Integer && IsOctal(scalar.Value))
        {
            return FromOctal(scalar.Value);
        }

        if (scalar.TryGetInteger(out var integer))
        {
            return integer;
        }

        var isWhole = double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == Math.Floor(number)
            && Math.Abs(number) < 1e15;
        return scalar.Kind == YamlScalarKind.Float && isWhole ? (long)number : null;
    }

    private static bool IsOctal(string value) => value.Length is > 1 and < 20 && value[0] == '0' && value.All(static c => c is >= '0' and <= '7');

    private static long FromOctal(string value) => value.Aggregate(0L, static (sum, digit) => (sum * 8) + (digit - '0'));

    private static bool IsPlaceholder(string value) =>
        value.Contains('$') || value.Contains("{{") || (value.Length > 2 && value[0] is '<' or '@' or '%');
}
