using Dockerlint.Text;

namespace Dockerlint.Programs;

/// <summary>A line of a settings file of the plain kind: a name, a separator, a value.</summary>
internal sealed record Setting(string Value, SourceLocation Location)
{
    /// <summary>The last line that sets the name, as most programs read it; null where none does.</summary>
    /// <param name="separator">Between name and value: <c>=</c>, <c>:</c>; a space where words alone are written.</param>
    public static Setting? Find(SettingsFile file, string name, char separator)
    {
        Setting? found = null;
        var start = 0;
        while (start < file.Content.Length)
        {
            var end = file.Content.IndexOf('\n', start);
            end = end < 0 ? file.Content.Length : end;
            var line = file.Content.Substring(start, end - start);
            var text = line.Trim();
            if (text.StartsWith(name, StringComparison.Ordinal) && ValueOf(text.Substring(name.Length), separator) is { } value)
            {
                var at = start + line.IndexOf(name, StringComparison.Ordinal);
                found = new Setting(value, file.Locate(new TextSpan(at, text.Length)));
            }

            start = end + 1;
        }

        return found;
    }

    private static string? ValueOf(string rest, char separator)
    {
        var text = rest.TrimStart();
        if (separator == ' ')
        {
            return rest.Length > text.Length || rest.StartsWith("(", StringComparison.Ordinal) ? WithoutComment(text) : null;
        }

        return text.Length > 0 && text[0] == separator ? WithoutComment(text.Substring(1)) : null;
    }

    private static string WithoutComment(string text)
    {
        var mark = text.IndexOfAny(['#', ';']);
        return (mark < 0 ? text : text.Substring(0, mark)).Trim();
    }
}
