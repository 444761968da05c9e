namespace Dockerlint.Cli.Patterns;

/// <summary>
/// A path pattern as .gitignore has it: <c>*</c>, <c>?</c> and <c>[a-z]</c> stay within a segment, a segment <c>**</c> spans any number of them.
/// No recursion: after a mismatch only the last star and the last <c>**</c> need to give way.
/// </summary>
internal sealed class GlobPattern(string pattern)
{
    public string Text { get; } = pattern;

    public static bool HasWildcards(string text) => text.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    public bool Matches(string path)
    {
        var p = 0;
        var t = 0;
        var star = (Pattern: -1, Text: 0);
        var segments = (Pattern: -1, Text: 0);
        while (p < Text.Length || t < path.Length)
        {
            if (IsSegmentStar(p))
            {
                if (p + 2 == Text.Length)
                {
                    return t < path.Length;
                }

                p += 3;
                segments = (p, t);
                star.Pattern = -1;
            }
            else if (p < Text.Length && Text[p] == '*')
            {
                p++;
                star = (p, t);
            }
            else if (t < path.Length && Consume(ref p, path[t]))
            {
                t++;
            }
            else if (star.Pattern >= 0 && star.Text < path.Length && path[star.Text] != '/')
            {
                star.Text++;
                (p, t) = star;
            }
            else if (segments.Pattern >= 0 && path.IndexOf('/', segments.Text) is >= 0 and var slash)
            {
                segments.Text = slash + 1;
                (p, t) = segments;
                star.Pattern = -1;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private bool IsSegmentStar(int p) =>
        p + 1 < Text.Length && Text[p] == '*' && Text[p + 1] == '*' && (p == 0 || Text[p - 1] == '/') && (p + 2 == Text.Length || Text[p + 2] == '/');

    /// <summary>Steps over the part of the pattern that stands for one character; false: it does not stand for this one.</summary>
    private bool Consume(ref int p, char c)
    {
        if (p == Text.Length)
        {
            return false;
        }

        if (Text[p] == '[' && ClassEnd(p) is > 0 and var end)
        {
            var contains = c != '/' && ClassContains(p + 1, end, c);
            p = contains ? end + 1 : p;
            return contains;
        }

        if (Text[p] == '?')
        {
            p = c == '/' ? p : p + 1;
            return c != '/';
        }

        var literal = Text[p] == '\\' && p + 1 < Text.Length ? p + 1 : p;
        p = Text[literal] == c ? literal + 1 : p;
        return Text[literal] == c;
    }

    private int ClassEnd(int open)
    {
        var i = open + 1;
        if (i < Text.Length && Text[i] is '!' or '^')
        {
            i++;
        }

        // A bracket in first place is a member.
        return i + 1 < Text.Length ? Text.IndexOf(']', i + 1) : -1;
    }

    private bool ClassContains(int start, int end, char c)
    {
        var negated = Text[start] is '!' or '^';
        var found = false;
        for (var i = negated ? start + 1 : start; i < end; i++)
        {
            if (Text[i] == '\\' && i + 1 < end)
            {
                i++;
            }

            var low = Text[i];
            if (i + 2 < end && Text[i + 1] == '-')
            {
                found |= c >= low && c <= Text[i + 2];
                i += 2;
            }
            else
            {
                found |= c == low;
            }
        }

        return found != negated;
    }
}
