using Dockerlint.Text;

namespace Dockerlint.Suppression;

/// <summary>Ignore comments of line-oriented files: on a line of their own above what they mean, or behind it.</summary>
internal static class LineComments
{
    private static readonly string[] _signs = ["#", "//"];

    /// <param name="isYaml">A comment then speaks about the whole block that its line opens.</param>
    public static void AddTo(List<IgnoreComment> found, SourceText source, int firstLine, int lastLine, bool isYaml)
    {
        for (var line = firstLine; line <= lastLine; line++)
        {
            var text = TextOf(source, line);
            var start = CommentStart(text);
            if (start < 0
                || IgnoreSyntax.Parse(text.Substring(start).TrimStart('#', '/'), Locate(source, line, start, text)) is not { IsOwn: true } ignore)
            {
                continue;
            }

            var target = IsBlank(text, start) ? NextCode(source, line, lastLine) : line;
            found.Add(ignore with { FirstLine = target, LastLine = isYaml ? EndOfBlock(source, target, lastLine) : target });
        }
    }

    private static SourceLocation Locate(SourceText source, int line, int start, string text) =>
        source.At(new TextSpan(source.LineSpan(line).Start + start, text.Length - start));

    /// <summary>The comment sign right before the tool's name.</summary>
    private static int CommentStart(string text)
    {
        var name = text.IndexOf("dockerlint", StringComparison.Ordinal);
        if (name < 0)
        {
            return -1;
        }

        foreach (var sign in _signs)
        {
            var at = text.LastIndexOf(sign, name, StringComparison.Ordinal);
            if (at >= 0 && text.Substring(at + sign.Length, name - at - sign.Length).Trim().Length == 0
                && (at == 0 || text[at - 1] is ' ' or '\t' or '#' or ';'))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The line below the comment block.</summary>
    private static int NextCode(SourceText source, int line, int lastLine)
    {
        var next = line + 1;
        while (next <= lastLine && TextOf(source, next).TrimStart() is var text
            && (text.StartsWith("#", StringComparison.Ordinal) || text.StartsWith("//", StringComparison.Ordinal)))
        {
            next++;
        }

        return next;
    }

    private static int EndOfBlock(SourceText source, int target, int lastLine)
    {
        if (target > lastLine)
        {
            return target;
        }

        var opening = TextOf(source, target);
        var indent = Indent(opening);
        var isItem = IsItem(opening, indent);
        var end = target;
        for (var line = target + 1; line <= lastLine; line++)
        {
            var text = TextOf(source, line);
            var depth = Indent(text);
            if (depth == text.Length)
            {
                continue;
            }

            if (depth < indent || depth == indent && (isItem || !IsItem(text, depth)))
            {
                break;
            }

            end = line;
        }

        return end;
    }

    private static bool IsItem(string text, int indent) => indent < text.Length && text[indent] == '-';

    private static int Indent(string text)
    {
        var i = 0;
        while (i < text.Length && text[i] is ' ' or '\t')
        {
            i++;
        }

        return i;
    }

    private static bool IsBlank(string text, int end) => text.Substring(0, end).Trim().Length == 0;

    private static string TextOf(SourceText source, int line) => source.Slice(source.LineSpan(line));
}
