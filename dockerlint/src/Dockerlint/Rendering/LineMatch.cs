using Dockerlint.Text;

namespace Dockerlint.Cli.Rendering;

/// <summary>Where a line of rendered text stands in what it was rendered from.</summary>
internal static class LineMatch
{
    private const int MaximumAncestors = 8;

    /// <summary>
    /// The one line that is the same, or that sets the same key; else the one of the nearest key around it. Null: there is none, or several.
    /// </summary>
    /// <param name="within">The part of the source that counts.</param>
    /// <param name="isSame">The line itself, not one around it.</param>
    public static SourceLocation? Find(SourceText rendered, int line, SourceText source, TextSpan within, out bool isSame)
    {
        isSame = true;
        var at = line;
        for (var i = 0; i < MaximumAncestors; i++)
        {
            if (Unique(source, within, rendered.Slice(rendered.LineSpan(at))) is { } found)
            {
                return found;
            }

            isSame = false;
            if (Parent(rendered, at) is not { } parent)
            {
                return null;
            }

            at = parent;
        }

        return null;
    }

    public static SourceLocation? Unique(SourceText source, TextSpan within, string line)
    {
        var text = Bare(line);
        return text.Length == 0 ? null
            : Only(source, within, candidate => candidate.SequenceEqual(text)) ?? (KeyOf(text) is { } key
                ? Only(source, within, candidate => candidate.StartsWith(key, StringComparison.Ordinal)) : null);
    }

    private static SourceLocation? Only(SourceText source, TextSpan within, LineTest test)
    {
        SourceLocation? only = null;
        var first = source.PositionAt(within.Start).Line;
        var last = source.PositionAt(within.End).Line;
        for (var number = first; number <= last; number++)
        {
            var span = source.LineSpan(number);
            var line = source.Content.AsSpan(span.Start, span.Length);
            if (!test(Bare(line)))
            {
                continue;
            }

            if (only is not null)
            {
                return null;
            }

            var start = line.Length - line.TrimStart().Length;
            only = source.At(new TextSpan(span.Start + start, line.TrimEnd().Length - start));
        }

        return only;
    }

    /// <summary>The key or item that the line lies in: the next one above with less indentation.</summary>
    private static int? Parent(SourceText text, int line)
    {
        var depth = Indentation(text, line);
        for (var at = line - 1; at >= 1; at--)
        {
            var content = text.Slice(text.LineSpan(at));
            if (content.StartsWith("---", StringComparison.Ordinal))
            {
                return null;
            }

            if (content.AsSpan().Trim().Length > 0 && Indentation(text, at) < depth)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>Of the text behind the dash: an item's keys are its children.</summary>
    private static int Indentation(SourceText text, int line)
    {
        var content = text.Slice(text.LineSpan(line)).AsSpan();
        return content.Length - Bare(content).Length - (content.Length - content.TrimEnd().Length);
    }

    private static string Bare(string line) => Bare(line.AsSpan()).ToString();

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        while (line.StartsWith("- ", StringComparison.Ordinal))
        {
            line = line[2..].TrimStart();
        }

        return line;
    }

    private static string? KeyOf(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && (colon + 1 == text.Length || text[colon + 1] == ' ') ? text[..(colon + 1)] : null;
    }

    private delegate bool LineTest(ReadOnlySpan<char> line);
}
