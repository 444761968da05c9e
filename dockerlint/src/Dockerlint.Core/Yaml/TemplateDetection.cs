using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>
/// Tells a template from broken YAML. <c>{{ … }}</c> inside a string is data; it makes a template where YAML would need a mapping as a key
/// (<c>key: {{ .Values.x }}</c>), or where the document does not parse and a mark stands where a value or a line begins.
/// </summary>
internal static class TemplateDetection
{
    private static readonly (string Open, string Close, TemplateKind Kind)[] _marks =
    [
        ("{{", "}}", TemplateKind.GoTemplate), ("{%", "%}", TemplateKind.Jinja), ("<%", "%>", TemplateKind.EmbeddedRuby),
        ("${", "}", TemplateKind.Envsubst), ("@", "@", TemplateKind.Placeholder), ("%%", "%%", TemplateKind.Placeholder),
        ("{", "}", TemplateKind.Placeholder),
    ];

    /// <param name="braces">A flow mapping that is the key of a flow mapping: <c>{{</c> that the parser did accept.</param>
    public static TemplateMark OfBraces(SourceText source, TextSpan span, TextSpan braces)
    {
        var jinja = source.Content.IndexOf("{%", span.Start, span.Length, StringComparison.Ordinal) >= 0;
        return new TemplateMark(jinja ? TemplateKind.Jinja : TemplateKind.GoTemplate, source.At(braces));
    }

    /// <summary>For a document with a syntax error; null: just an error.</summary>
    /// <param name="error">Where it stopped to be YAML.</param>
    public static TemplateMark? OfUnreadable(SourceText source, TextSpan span, InputError error)
    {
        if (Leading(source.Content, span, "{%") is { } block)
        {
            return Mark(TemplateKind.Jinja, block);
        }

        if (Leading(source.Content, span, "{{") is { } output)
        {
            return Mark(TemplateKind.GoTemplate, output);
        }

        if (Leading(source.Content, span, "<%") is { } ruby)
        {
            return Mark(TemplateKind.EmbeddedRuby, ruby);
        }

        if (PlaceholderLine(source.Content, span) is { } line)
        {
            return Mark(TemplateKind.Envsubst, line);
        }

        return OnLine(source, span, error);

        TemplateMark Mark(TemplateKind kind, int offset) => new(kind, source.At(new TextSpan(offset, 2)));
    }

    /// <summary>The mark where a line, a list item or a value begins.</summary>
    private static int? Leading(string content, TextSpan span, string mark)
    {
        for (var i = IndexOf(content, span, mark, span.Start); i >= 0; i = IndexOf(content, span, mark, i + 1))
        {
            var before = FirstBlankBefore(content, span, i);
            if (before == span.Start || content[before - 1] is '\n' or ':' or '-')
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Inside of a value, only where that is what cannot be read: <c>replicas: @COUNT@</c>, <c>ports: [${PORT}]</c>.</summary>
    private static TemplateMark? OnLine(SourceText source, TextSpan span, InputError error)
    {
        var line = source.LineSpan(Math.Min(source.LineCount, Math.Max(1, error.Position.Line)));
        var start = Math.Max(span.Start, line.Start);
        var part = TextSpan.FromBounds(start, Math.Max(start, Math.Min(span.End, line.End)));
        foreach (var (open, close, kind) in _marks)
        {
            var at = IndexOf(source.Content, part, open, part.Start);
            var end = at < 0 ? -1 : IndexOf(source.Content, part, close, at + open.Length);
            if (end > at + open.Length && (kind != TemplateKind.Placeholder || IsName(source.Content, at + open.Length, end))
                // {SERVICE_PREFIX}.16; in small letters it is a mapping.
                && (open != "{" || IsConstant(source.Content, at + 1, end)))
            {
                return new TemplateMark(kind, source.At(TextSpan.FromBounds(at, end + close.Length)));
            }
        }

        return null;
    }

    private static bool IsConstant(string content, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (content[i] is not (>= 'A' and <= 'Z' or >= '0' and <= '9' or '_'))
            {
                return false;
            }
        }

        return end > start + 2;
    }

    private static bool IsName(string content, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!char.IsLetterOrDigit(content[i]) && content[i] is not ('_' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A line that is nothing but <c>$NAME</c> or <c>${NAME}</c>: structure that is put in later.</summary>
    private static int? PlaceholderLine(string content, TextSpan span)
    {
        for (var dollar = IndexOf(content, span, "$", span.Start); dollar >= 0; dollar = IndexOf(content, span, "$", dollar + 1))
        {
            var before = FirstBlankBefore(content, span, dollar);
            var after = dollar + 1;
            while (after < span.End && (char.IsLetterOrDigit(content[after]) || content[after] is '_' or '{' or '}'))
            {
                after++;
            }

            var startsLine = before == span.Start || content[before - 1] == '\n';
            if (startsLine && after > dollar + 1 && (after == span.End || content[after] is '\r' or '\n'))
            {
                return dollar;
            }
        }

        return null;
    }

    private static int IndexOf(string content, TextSpan span, string mark, int from) =>
        from < span.End ? content.IndexOf(mark, from, span.End - from, StringComparison.Ordinal) : -1;

    private static int FirstBlankBefore(string content, TextSpan span, int position)
    {
        while (position > span.Start && content[position - 1] is ' ' or '\t')
        {
            position--;
        }

        return position;
    }
}
