using Dockerlint.Text;

namespace Dockerlint.Suppression;

/// <summary>Ignore comments of line-oriented files: on a line of their own above what they mean, or behind it.</summary>
/// <param name="isYaml">A comment then speaks about the whole block that its line opens.</param>
internal sealed class LineComments(SourceText source, int lastLine, bool isYaml)
{
    private const int Blank = -1;

    private static readonly string[] _signs = ["#", "//"];

    // Of the last comment's block and target: those below it often have the same.
    private int _nextCode;
    private (int Target, int Last) _block;
    private int[]? _indents;

    public static void AddTo(List<IgnoreComment> found, SourceText source, int firstLine, int lastLine, bool isYaml) =>
        new LineComments(source, lastLine, isYaml).AddTo(found, firstLine);

    private void AddTo(List<IgnoreComment> found, int firstLine)
    {
        for (var line = firstLine; line <= lastLine; line++)
        {
            var span = source.LineSpan(line);
            if (source.Content.IndexOf("dockerlint", span.Start, span.Length, StringComparison.Ordinal) < 0)
            {
                continue;
            }

            var text = source.Slice(span);
            var start = CommentStart(text);
            if (start < 0 || IgnoreSyntax.Parse(text.Substring(start).TrimStart('#', '/'),
                source.At(new TextSpan(span.Start + start, text.Length - start))) is not { IsOwn: true } ignore)
            {
                continue;
            }

            var target = IsBlank(text, start) ? NextCode(line) : line;
            found.Add(ignore with { FirstLine = target, LastLine = isYaml ? EndOfBlock(target) : target });
        }
    }

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
    private int NextCode(int line)
    {
        if (line < _nextCode)
        {
            return _nextCode;
        }

        var next = line + 1;
        while (next <= lastLine && IsComment(next))
        {
            next++;
        }

        return _nextCode = next;
    }

    private bool IsComment(int line)
    {
        var span = source.LineSpan(line);
        var start = span.Start;
        while (start < span.End && char.IsWhiteSpace(source.Content[start]))
        {
            start++;
        }

        return start < span.End && source.Content[start] == '#'
            || start + 1 < span.End && source.Content[start] == '/' && source.Content[start + 1] == '/';
    }

    private int EndOfBlock(int target)
    {
        if (target > lastLine)
        {
            return target;
        }

        if (target == _block.Target)
        {
            return _block.Last;
        }

        var indents = _indents ??= Indents();
        var indent = indents[target] == Blank ? source.LineSpan(target).Length : indents[target];
        var isItem = IsItem(target, indents);
        var end = target;
        for (var line = target + 1; line <= lastLine; line++)
        {
            var depth = indents[line];
            if (depth == Blank)
            {
                continue;
            }

            if (depth < indent || depth == indent && (isItem || !IsItem(line, indents)))
            {
                break;
            }

            end = line;
        }

        _block = (target, end);
        return end;
    }

    /// <summary>Blanks in front of each line.</summary>
    private int[] Indents()
    {
        var indents = new int[lastLine + 1];
        for (var line = 1; line <= lastLine; line++)
        {
            var span = source.LineSpan(line);
            var i = span.Start;
            while (i < span.End && source.Content[i] is ' ' or '\t')
            {
                i++;
            }

            indents[line] = i == span.End ? Blank : i - span.Start;
        }

        return indents;
    }

    private bool IsItem(int line, int[] indents) => indents[line] != Blank && source.Content[source.LineSpan(line).Start + indents[line]] == '-';

    private static bool IsBlank(string text, int end) => text.Substring(0, end).Trim().Length == 0;
}
