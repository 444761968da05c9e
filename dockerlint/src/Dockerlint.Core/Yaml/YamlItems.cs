using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>
/// What <c>kubectl get -o yaml</c> writes of many objects: one list around all. Where it is large each item is a document of its own, read and let
/// go by itself; where it is small it may be hand-written, with anchors from item to item.
/// </summary>
internal static class YamlItems
{
    private const int Large = 1 << 20;

    /// <summary>From each dash to the next; null: it is no such list.</summary>
    public static List<TextSpan>? Of(string content)
    {
        if (content.Length < Large || !Is(content, 0, "apiVersion: "))
        {
            return null;
        }

        var items = new List<TextSpan>();
        var begin = -1;
        var isList = false;
        var isInItems = false;
        for (var line = 0; line < content.Length; line = NextLine(content, line))
        {
            if (content[line] is ' ' or '\n' or '\r')
            {
                continue;
            }

            if (begin >= 0)
            {
                items.Add(TextSpan.FromBounds(begin, line));
                begin = -1;
            }

            if (isInItems && Is(content, line, "- "))
            {
                begin = line;
            }
            else if (!char.IsLetter(content[line]))
            {
                return null;
            }
            else
            {
                isInItems = Is(content, line, "items:");
                isList |= Is(content, line, "kind: List");
            }
        }

        return isList && begin < 0 && items.Count > 0 ? items : null;
    }

    /// <summary>The item itself instead of the list of one that its dash makes of it.</summary>
    public static YamlDocument Read(SourceText source, TextSpan span)
    {
        var list = new TreeBuilder(source, span).Build();
        return list.Root is not YamlSequence { Items: [var item] } ? list : new YamlDocument
        {
            Source = source, Span = span, Root = item, Errors = list.Errors, DuplicateKeys = list.DuplicateKeys, Template = list.Template,
            Comments = list.Comments,
        };
    }

    private static int NextLine(string content, int position) =>
        content.IndexOf('\n', position) is >= 0 and var end ? end + 1 : content.Length;

    private static bool Is(string content, int position, string word) =>
        string.CompareOrdinal(content, position, word, 0, word.Length) == 0;
}
