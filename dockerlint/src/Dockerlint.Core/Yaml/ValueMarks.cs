using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>
/// Marks that each stand for one value, <c>image: {{ .squid }}</c>: the document around them is YAML already, and only what they will be is
/// unknown.
/// </summary>
internal static class ValueMarks
{
    // Of the private use area: YAML takes them for letters, and nobody writes them.
    private const char Open = '\uE000';
    private const char Close = '\uE001';

    private const string Punctuation = "_.$ -[]'\"|()";

    /// <summary>Not names: what a template does, and what a chart's values and helpers are called, which only Helm can fill in.</summary>
    private static readonly string[] _notNames =
    [
        "if", "else", "end", "range", "with", "include", "template", "define", "block", "Values", "Release", "Chart", "Capabilities", "Files",
        "Template",
    ];

    /// <summary>Keys whose value is a mapping or a list: what stands there is no single value.</summary>
    private static readonly string[] _structure =
    [
        "spec", "template", "metadata", "labels", "annotations", "containers", "initContainers", "lifecycle", "preStop", "exec", "command", "args",
        "env", "envFrom", "ports", "volumes", "volumeMounts", "strategy", "affinity", "tolerations", "nodeSelector", "securityContext",
        "resources", "data",
    ];

    /// <summary>The text with its marks made letters, of the same length; null: none, or one that may be more than a value.</summary>
    public static string? Plain(string content, TextSpan span)
    {
        var at = content.IndexOf("{{", span.Start, span.Length, StringComparison.Ordinal);
        var text = at < 0 ? "" : content.Substring(span.Start, span.Length);
        if (text.Length == 0 || text.IndexOf(Open) >= 0 || text.IndexOf(Close) >= 0 || text.Contains("{%"))
        {
            return null;
        }

        var letters = text.ToCharArray();
        for (at -= span.Start; at >= 0; at = text.IndexOf("{{", at, StringComparison.Ordinal))
        {
            var close = text.IndexOf("}}", at, StringComparison.Ordinal);
            if (close < 0 || !IsName(text.Substring(at + 2, close - at - 2)) || IsStructure(text, at))
            {
                return null;
            }

            letters[at] = letters[at + 1] = Open;
            letters[close] = letters[close + 1] = Close;
            at = close + 2;
        }

        return new string(letters);
    }

    /// <summary>A value as it is written.</summary>
    public static string Written(string value) => value.IndexOf(Open) < 0 ? value : value.Replace(Open, '{').Replace(Close, '}');

    /// <summary><c>.squid</c>, <c>app.image</c>, <c>pillar['tag']</c>, <c>index . "squid"</c>: one name, in one line, and filters.</summary>
    private static bool IsName(string expression)
    {
        var name = expression.Trim().TrimStart('.', '$');
        var first = 0;
        while (first < name.Length && (char.IsLetterOrDigit(name[first]) || name[first] == '_'))
        {
            first++;
        }

        return first > 0 && !char.IsDigit(name[0]) && Array.IndexOf(_notNames, name.Substring(0, first)) < 0
            && expression.All(static c => char.IsLetterOrDigit(c) || Punctuation.IndexOf(c) >= 0)
            && expression.IndexOf("indent", StringComparison.Ordinal) < 0
            && expression.IndexOf("oYaml", StringComparison.Ordinal) < 0 && expression.IndexOf("to_", StringComparison.Ordinal) < 0;
    }

    /// <summary>The mark stands behind a key whose value is more than one.</summary>
    private static bool IsStructure(string text, int mark)
    {
        var line = mark == 0 ? 0 : text.LastIndexOf('\n', mark - 1) + 1;
        var before = text.Substring(line, mark - line).Trim();
        return before.Length == 0
            || before[before.Length - 1] == ':' && Array.IndexOf(_structure, before.Substring(0, before.Length - 1).TrimStart('-', ' ')) >= 0;
    }
}
