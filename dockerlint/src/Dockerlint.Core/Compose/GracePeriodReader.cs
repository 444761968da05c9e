using System.Text;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary><c>stop_grace_period</c>: the schema wants a string, the duration parser a unit, the engine whole seconds.</summary>
internal static class GracePeriodReader
{
    /// <summary>Null: not set.</summary>
    public static ComposeGracePeriod? Read(YamlNode? node)
    {
        if (node is null)
        {
            return null;
        }

        if (node.IsNull)
        {
            return Invalid(node, string.Empty, "null where Compose wants a string with a unit");
        }

        if (node is not YamlScalar scalar)
        {
            return Invalid(node, node.Source.Slice(node.Span), "not a single value");
        }

        if (scalar.UnresolvedVariable is { } variable)
        {
            return new ComposeGracePeriod { Location = node.Location, Text = scalar.Value, State = GraceState.Unknown,
                UnresolvedVariable = variable };
        }

        var isWritten = scalar.Source.Slice(scalar.Span) == scalar.Value;
        if (isWritten && scalar.Kind is YamlScalarKind.Integer or YamlScalarKind.Float or YamlScalarKind.Boolean)
        {
            return Invalid(node, scalar.Value, "a number where Compose wants a string with a unit");
        }

        if (Durations.Compose(scalar.Value, out var reason) is not { } seconds)
        {
            return Invalid(node, scalar.Value, reason!);
        }

        return new ComposeGracePeriod
        {
            Location = node.Location,
            Text = scalar.Value,
            State = GraceState.Valid,
            WrittenSeconds = seconds,
            Seconds = (long)seconds,
        };
    }

    private static ComposeGracePeriod Invalid(YamlNode node, string text, string reason) => new()
    {
        Location = node.Location,
        Text = text,
        State = GraceState.Invalid,
        Reason = reason,
        Suggestion = Suggest(text),
    };

    /// <summary>The same with units Compose knows and without blanks, if that makes a duration.</summary>
    private static string? Suggest(string text)
    {
        var suggestion = new StringBuilder();
        var i = 0;
        while (i < text.Length)
        {
            var start = i;
            var isLetter = char.IsLetter(text[i]);
            while (i < text.Length && char.IsLetter(text[i]) == isLetter)
            {
                i++;
            }

            var part = text.Substring(start, i - start).Replace(" ", string.Empty).ToLowerInvariant();
            suggestion.Append(isLetter ? Unit(part) : part);
        }

        var candidate = suggestion.Length > 0 && char.IsDigit(suggestion[suggestion.Length - 1]) ? suggestion + "s" : suggestion.ToString();
        return Durations.Compose(candidate, out _) is not null ? candidate : null;
    }

    private static string Unit(string word) => word switch
    {
        "sec" or "secs" or "second" or "seconds" => "s",
        "min" or "mins" or "minute" or "minutes" => "m",
        "hr" or "hrs" or "hour" or "hours" => "h",
        "msec" or "millis" or "milliseconds" => "ms",
        "day" or "days" => "d",
        _ => word,
    };
}
