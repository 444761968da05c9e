using System.Text;
using Dockerlint.Text;

namespace Dockerlint.Kubernetes;

/// <summary><c>$(NAME)</c> as k8s.io/kubernetes/third_party/forked/golang/expansion does it: no recursion, unknown names stay,
/// <c>$$</c> is <c>$</c>.</summary>
internal static class VariableExpansion
{
    /// <returns>Null: it grows beyond what is followed.</returns>
    public static string? Expand(string text, Func<string, string?> lookup, ExpansionLimit limit)
    {
        if (!text.Contains('$'))
        {
            return text;
        }

        var expanded = new StringBuilder(text.Length);
        var lastClose = text.LastIndexOf(')');
        var i = 0;
        while (i < text.Length)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            var close = text[i] == '$' && next == '(' && i <= lastClose ? text.IndexOf(')', i + 2) : -1;
            if (text[i] == '$' && next == '$')
            {
                expanded.Append('$');
                i += 2;
            }
            else if (close > 0)
            {
                var name = text.Substring(i + 2, close - i - 2);
                expanded.Append(lookup(name) ?? $"$({name})");
                i = close + 1;
                if (!limit.Allows(text.Length, expanded.Length))
                {
                    return null;
                }
            }
            else
            {
                expanded.Append(text[i]);
                i++;
            }
        }

        limit.Add(text.Length, expanded.Length);
        return expanded.ToString();
    }

    /// <summary>The values a container's variables end up with: each may use those before it.</summary>
    public static Dictionary<string, string?> Resolve(IReadOnlyList<EnvironmentVariable> variables, ExpansionLimit limit)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            values[variable.Name] = variable.Value is { } value
                ? Expand(value.Value, name => values.TryGetValue(name, out var known) ? known : null, limit)
                : null;
        }

        return values;
    }
}
