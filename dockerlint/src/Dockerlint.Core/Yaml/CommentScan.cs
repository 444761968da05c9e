using Dockerlint.Text;

namespace Dockerlint.Yaml;

/// <summary>Comments, which the parser drops: a <c>#</c> at the start of a line or after a blank, outside every scalar.</summary>
internal static class CommentScan
{
    /// <param name="scalars">The scalars that hold a <c>#</c>, in order.</param>
    public static IReadOnlyList<TextSpan> Find(string content, TextSpan span, List<TextSpan>? scalars)
    {
        List<TextSpan>? comments = null;
        var count = scalars?.Count ?? 0;
        var scalar = 0;
        var position = span.Start;
        while (position < span.End)
        {
            var hash = content.IndexOf('#', position, span.End - position);
            if (hash < 0)
            {
                break;
            }

            while (scalar < count && scalars![scalar].End <= hash)
            {
                scalar++;
            }

            if (scalar < count && scalars![scalar].Contains(hash))
            {
                position = scalars[scalar].End;
                continue;
            }

            position = hash + 1;
            if (hash == 0 || content[hash - 1] is ' ' or '\t' or '\n' or '\r')
            {
                var end = content.IndexOf('\n', hash, span.End - hash);
                position = end < 0 ? span.End : end;
                var last = position > hash && content[position - 1] == '\r' ? position - 1 : position;
                (comments ??= []).Add(TextSpan.FromBounds(hash, last));
            }
        }

        return comments ?? (IReadOnlyList<TextSpan>)[];
    }
}
