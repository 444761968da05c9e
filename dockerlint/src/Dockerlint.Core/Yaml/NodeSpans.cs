using Dockerlint.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dockerlint.Yaml;

/// <summary>The parser's marks as offsets of the file: its marks count UTF-16 units from the start of the document's text.</summary>
internal sealed class NodeSpans(string content, TextSpan document)
{
    public int Offset(Mark mark) => Math.Min(document.Start + (int)mark.Index, document.End);

    public TextSpan Of(Scalar scalar)
    {
        var end = Offset(scalar.End);
        return TextSpan.FromBounds(Math.Min(AfterProperties(scalar), end), end);
    }

    /// <summary>Block collections end with their last node; flow ones at their bracket.</summary>
    public TextSpan OfCollection(NodeEvent start, ParsingEvent end, bool isFlow, YamlNode? last)
    {
        var from = AfterProperties(start);
        var close = Offset(end.Start);
        if (isFlow && close < document.End && content[close] is '}' or ']')
        {
            return TextSpan.FromBounds(Math.Min(from, close), close + 1);
        }

        var lastEnd = last?.Span.End ?? from;
        var isAlias = lastEnd <= from || lastEnd > document.End;
        return TextSpan.FromBounds(from, Math.Max(from, last is not null && isAlias ? close : lastEnd));
    }

    /// <summary>The event's start, or what follows its anchor and tag.</summary>
    public int AfterProperties(NodeEvent node)
    {
        var i = Offset(node.Start);
        var limit = document.End;
        if (node.Anchor.IsEmpty && node.Tag.IsEmpty)
        {
            return i;
        }

        while (i < limit)
        {
            if (content[i] is '&' or '!')
            {
                while (i < limit && content[i] is not (' ' or '\t' or '\r' or '\n'))
                {
                    i++;
                }
            }
            else if (content[i] == '#')
            {
                var lineEnd = content.IndexOf('\n', i);
                i = lineEnd < 0 ? limit : lineEnd;
            }
            else if (content[i] is ' ' or '\t' or '\r' or '\n')
            {
                i++;
            }
            else
            {
                break;
            }
        }

        return Math.Min(i, limit);
    }
}
