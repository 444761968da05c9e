namespace Dockerlint.CSharp;

/// <summary>
/// Whether Roslyn's parser can be trusted with a text: it recurses for nesting and overflows the stack, which nobody can catch (16,000 open
/// parentheses), and looks ahead over what is open, which is quadratic (2,000 open brackets: 10 s). A scan of the characters, not of C#:
/// strings and comments may make it see more nesting than there is.
/// </summary>
internal static class SourceBounds
{
    /// <summary>In UTF-16 units; hand-written sources are far below.</summary>
    public const int MaximumLength = 1 << 20;

    /// <summary>Of brackets, type arguments and directives; generated code reaches some dozens.</summary>
    public const int MaximumNesting = 100;

    /// <summary>From here on a bracket is deep, and there may be only so many of them.</summary>
    private const int Deep = 40;
    private const int MaximumDeep = 2000;

    /// <summary>Characters at one level without an end of statement or element: <c>!!!…x</c> and
    /// <c>if(a)if(a)…</c> nest without brackets.</summary>
    private const int MaximumChain = 10_000;

    /// <summary>Of question marks in one chain: a type or a condition, which the parser tries both ways.</summary>
    private const int MaximumQuestions = 200;
    private const int ManyQuestions = 20;

    /// <param name="longestChain">What the parser may have to recurse for.</param>
    public static bool CanBeParsed(string text, out int longestChain)
    {
        longestChain = 0;
        if (text.Length > MaximumLength)
        {
            return false;
        }

        var depth = 0;
        var deep = 0;
        var angles = 0;
        var directives = 0;
        Span<int> chains = stackalloc int[MaximumNesting + 2];
        Span<int> questions = stackalloc int[MaximumNesting + 2];
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            chains[depth] += c > ' ' ? 1 : 0;
            longestChain = Math.Max(longestChain, chains[depth]);
            switch (c)
            {
                case '(' or '[' or '{':
                    chains[++depth] = 0;
                    questions[depth] = 0;
                    deep += depth > Deep ? 1 : 0;
                    break;
                case ')' or ']' or '}':
                    depth = Math.Max(0, depth - 1);
                    break;
                case '<':
                    angles++;
                    break;
                case '>':
                    angles = Math.Max(0, angles - 1);
                    break;
                case ';' or ',':
                    chains[depth] = 0;
                    questions[depth] = 0;
                    angles = c == ';' ? 0 : angles;
                    break;
                case '?':
                    deep += ++questions[depth] > ManyQuestions ? 1 : 0;
                    break;
                case '#' when Follows(text, i, "#if"):
                    directives++;
                    break;
                case '#' when Follows(text, i, "#endif"):
                    directives = Math.Max(0, directives - 1);
                    break;
            }

            if (depth > MaximumNesting || deep > MaximumDeep || angles > MaximumNesting || directives > MaximumNesting || longestChain > MaximumChain
                || questions[depth] > MaximumQuestions)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Follows(string text, int at, string word) => string.CompareOrdinal(text, at, word, 0, word.Length) == 0;
}
