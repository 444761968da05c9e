namespace Dockerlint.Cli.Patterns;

/// <summary>
/// A path pattern as .gitignore has it: <c>*</c>, <c>?</c> and <c>[a-z]</c> stay within a segment, a segment <c>**</c> spans any number of them.
/// Time is bounded by pattern length times path length.
/// </summary>
internal sealed class GlobPattern(string pattern)
{
    private HashSet<(int Pattern, int Text)>? _deadEnds;

    public string Text { get; } = pattern;

    public static bool HasWildcards(string text) => text.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    public bool Matches(string path)
    {
        _deadEnds?.Clear();
        return Matches(0, path, 0);
    }

    private bool Matches(int p, string path, int t)
    {
        while (p < Text.Length)
        {
            if (Text[p] == '*')
            {
                return MatchesStar(p, path, t);
            }

            if (t == path.Length)
            {
                return false;
            }

            if (Text[p] == '[' && ClassEnd(p) is > 0 and var end)
            {
                if (path[t] == '/' || !ClassContains(p + 1, end, path[t]))
                {
                    return false;
                }

                p = end + 1;
                t++;
                continue;
            }

            if (Text[p] == '\\' && p + 1 < Text.Length)
            {
                p++;
            }
            else if (Text[p] == '?')
            {
                if (path[t] == '/')
                {
                    return false;
                }

                p++;
                t++;
                continue;
            }

            if (Text[p] != path[t])
            {
                return false;
            }

            p++;
            t++;
        }

        return t == path.Length;
    }

    private bool MatchesStar(int p, string path, int t)
    {
        _deadEnds ??= [];
        if (_deadEnds.Contains((p, t)))
        {
            return false;
        }

        bool isSegment = p + 1 < Text.Length && Text[p + 1] == '*' && (p == 0 || Text[p - 1] == '/') && (p + 2 == Text.Length || Text[p + 2] == '/');
        if (isSegment ? MatchesSegments(p, path, t) : MatchesWithinSegment(p, path, t))
        {
            return true;
        }

        _deadEnds.Add((p, t));
        return false;
    }

    /// <summary><c>**</c> as a whole segment.</summary>
    private bool MatchesSegments(int p, string path, int t)
    {
        if (p + 2 == Text.Length)
        {
            return t < path.Length;
        }

        for (int next = t; ; next++)
        {
            if (Matches(p + 3, path, next))
            {
                return true;
            }

            next = path.IndexOf('/', next);
            if (next < 0)
            {
                return false;
            }
        }
    }

    private bool MatchesWithinSegment(int p, string path, int t)
    {
        int rest = p;
        while (rest < Text.Length && Text[rest] == '*')
        {
            rest++;
        }

        for (int next = t; next <= path.Length; next++)
        {
            if (Matches(rest, path, next))
            {
                return true;
            }

            if (next < path.Length && path[next] == '/')
            {
                return false;
            }
        }

        return false;
    }

    private int ClassEnd(int open)
    {
        int i = open + 1;
        if (i < Text.Length && Text[i] is '!' or '^')
        {
            i++;
        }

        // A bracket in first place is a member.
        return i + 1 < Text.Length ? Text.IndexOf(']', i + 1) : -1;
    }

    private bool ClassContains(int start, int end, char c)
    {
        bool negated = Text[start] is '!' or '^';
        bool found = false;
        for (int i = negated ? start + 1 : start; i < end; i++)
        {
            if (Text[i] == '\\' && i + 1 < end)
            {
                i++;
            }

            char low = Text[i];
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
