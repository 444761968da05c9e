using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>
/// Tells a template from broken YAML. <c>{{ … }}</c> inside a string is data; it makes a template where YAML would need a mapping as a key
/// (<c>key: {{ .Values.x }}</c>), or where the document does not parse and a mark stands where a value or a line begins.
/// </summary>
internal static class TemplateDetection
{
    /// <param name="braces">A flow mapping that is the key of a flow mapping: <c>{{</c> that the parser did accept.</param>
    public static TemplateMark OfBraces(SourceText source, TextSpan span, TextSpan braces)
    {
        var jinja = source.Content.IndexOf("{%", span.Start, span.Length, StringComparison.Ordinal) >= 0;
        return new TemplateMark(jinja ? TemplateKind.Jinja : TemplateKind.GoTemplate, source.At(braces));
    }

    /// <summary>For a document with a syntax error; null: just an error.</summary>
    public static TemplateMark? OfUnreadable(SourceText source, TextSpan span)
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

        return PlaceholderLine(source.Content, span) is { } line ? Mark(TemplateKind.Envsubst, line) : null;

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
