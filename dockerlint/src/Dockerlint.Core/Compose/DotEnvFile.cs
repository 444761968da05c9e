using System.Text;
using Dockerlint.Text;

namespace Dockerlint.Compose;

/// <summary>A file of <c>NAME=value</c> lines as compose-go's dotenv package reads it; lines it would refuse are passed over.</summary>
internal static class DotEnvFile
{
    /// <param name="lookup">Variables known before this file; they win inside <c>${…}</c> only where the file has not set the name yet.</param>
    public static IReadOnlyList<EnvironmentLine> Read(SourceText source, Func<string, string?> lookup)
    {
        var content = source.Content;
        var lines = new List<EnvironmentLine>();
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var interpolation = new Interpolation(name => known.TryGetValue(name, out var value) ? value : lookup(name) ?? string.Empty);
        var position = 0;
        while (position < content.Length)
        {
            var lineEnd = LineEnd(content, position);
            var start = SkipBlanks(content, position, lineEnd);
            if (string.CompareOrdinal(content, start, "export ", 0, 7) == 0)
            {
                start = SkipBlanks(content, start + 7, lineEnd);
            }

            var separator = content.IndexOfAny(['=', ':'], start, lineEnd - start);
            var name = content.Substring(start, (separator < 0 ? lineEnd : separator) - start).Trim();
            if (name.Length == 0 || name[0] == '#' || name.Contains(' '))
            {
                position = lineEnd + 1;
                continue;
            }

            if (separator < 0)
            {
                lines.Add(new EnvironmentLine(name, lookup(name), source.At(TextSpan.FromBounds(start, lineEnd))));
                position = lineEnd + 1;
                continue;
            }

            var value = ReadValue(content, SkipBlanks(content, separator + 1, lineEnd), lineEnd, interpolation, out var end);
            known[name] = value ?? string.Empty;
            lines.Add(new EnvironmentLine(name, value, source.At(TextSpan.FromBounds(start, Math.Max(start, end)))));
            position = LineEnd(content, end) + 1;
        }

        return lines;
    }

    /// <returns>Null: it grows beyond what is followed.</returns>
    private static string? ReadValue(string content, int start, int lineEnd, Interpolation interpolation, out int end)
    {
        if (start < lineEnd && content[start] is '"' or '\'')
        {
            var close = ClosingQuote(content, start);
            if (close > 0)
            {
                end = close + 1;
                var inner = content.Substring(start + 1, close - start - 1);
                return content[start] == '"' ? Expand(Unescape(inner), interpolation) : inner.Replace("\\'", "'");
            }
        }

        var value = content.Substring(start, lineEnd - start);
        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        value = (comment < 0 ? value : value.Remove(comment)).TrimEnd();
        end = start + value.Length;
        return Expand(value, interpolation);
    }

    /// <summary>Every other name without a value is empty here, so what is unresolved is too long.</summary>
    private static string? Expand(string text, Interpolation interpolation) =>
        interpolation.Apply(text) is { UnresolvedVariable: null } done ? done.Text : null;

    private static int ClosingQuote(string content, int open)
    {
        for (var i = open + 1; i < content.Length; i++)
        {
            if (content[i] == '\\')
            {
                i++;
            }
            else if (content[i] == content[open])
            {
                return i;
            }
        }

        return -1;
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\'))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var next = text[i] == '\\' && i + 1 < text.Length ? text[i + 1] : '\0';
            var unescaped = next switch
            {
                'n' => "\n",
                'r' => "\r",
                't' => "\t",
                '"' or '\\' => next.ToString(),
                '$' => "$$",
                _ => null,
            };
            result.Append(unescaped ?? text[i].ToString());
            i += unescaped is null ? 0 : 1;
        }

        return result.ToString();
    }

    private static int LineEnd(string content, int position)
    {
        var end = position < content.Length ? content.IndexOf('\n', position) : -1;
        return end < 0 ? content.Length : end;
    }

    private static int SkipBlanks(string content, int position, int end)
    {
        while (position < end && content[position] is ' ' or '\t' or '\r')
        {
            position++;
        }

        return Math.Min(position, end);
    }
}

/// <param name="Value">Null: a name alone, taken from the shell.</param>
internal sealed record EnvironmentLine(string Name, string? Value, SourceLocation Location);
