using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>Resolves merge keys and variables in a whole tree; what aliases share stays shared.</summary>
internal sealed class TreeInterpolation(Interpolation interpolation, List<InputError> errors)
{
    private readonly Dictionary<YamlNode, YamlNode> _done = [];

    public YamlNode Apply(YamlNode node)
    {
        if (!_done.TryGetValue(node, out var result))
        {
            result = node switch
            {
                YamlScalar scalar => ApplyTo(scalar),
                YamlSequence sequence => new YamlSequence(node.Source, node.Span, node.Tag, sequence.Items.Select(Apply).ToList()),
                YamlMapping mapping => mapping.With(mapping.Entries.Select(entry => new YamlEntry(entry.KeyNode, Apply(entry.Value))).ToList()),
                _ => node,
            };
            _done.Add(node, result);
        }

        return result;
    }

    private YamlScalar ApplyTo(YamlScalar scalar)
    {
        var text = interpolation.Apply(scalar.Value);
        if (text.Invalid is not null)
        {
            errors.Add(InputError.At(scalar.Location, $"invalid interpolation '{Shorten(text.Invalid)}': a literal $ is written $$"));
        }

        return text.Text == scalar.Value && text.UnresolvedVariable is null ? scalar : scalar.WithValue(text.Text, text.UnresolvedVariable);
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text.Remove(57) + "...";
}
