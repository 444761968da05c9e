namespace Dockerlint.Dockerfile;

/// <summary>
/// Tells an array that went wrong from what shells write with a bracket: <c>[ -f x ] &amp;&amp; app</c>, the test command, which needs white
/// space after the bracket, and PowerShell's <c>[Type]::Member</c>. Quoted words with commas between them are an array in any reader's eyes.
/// </summary>
internal static class BracketSyntax
{
    private static readonly string[] _operators = ["=", "==", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef", "-a", "-o"];

    /// <param name="start">The opening bracket.</param>
    public static bool IsCommand(LogicalLine line, int start, int end) => IsTypeLiteral(line, start, end) || IsTest(line, start, end);

    private static bool IsTypeLiteral(LogicalLine line, int start, int end)
    {
        var i = start + 1;
        while (i < end && (char.IsLetterOrDigit(line[i]) || line[i] is '.' or '_' or '['))
        {
            i++;
        }

        return i > start + 1 && i + 1 < end && line[i] == ']' && line[i + 1] is ':' or '$' or '(' or ']';
    }

    private static bool IsTest(LogicalLine line, int start, int end)
    {
        var i = start + 1;
        i += i < end && line[i] == '[' ? 1 : 0;
        if (i >= end || line[i] is not (' ' or '\t') || HasCommaAfterQuote(line, i, end))
        {
            return false;
        }

        var first = true;
        while (true)
        {
            while (i < end && line[i] is ' ' or '\t')
            {
                i++;
            }

            var word = i;
            while (i < end && line[i] is not (' ' or '\t'))
            {
                i++;
            }

            if (word == i)
            {
                return false;
            }

            if (line[word] == ']')
            {
                return IsFollowedByOperator(line, word, end);
            }

            if (IsOperator(line, word, i) || (first && (IsFlag(line, word, i) || line.Matches(word, i, "!"))))
            {
                return true;
            }

            first = false;
        }
    }

    private static bool IsFlag(LogicalLine line, int start, int end) => end - start == 2 && line[start] == '-' && char.IsLetter(line[start + 1]);

    private static bool IsOperator(LogicalLine line, int start, int end)
    {
        foreach (var candidate in _operators)
        {
            if (line.Matches(start, end, candidate))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFollowedByOperator(LogicalLine line, int bracket, int end)
    {
        var i = bracket + 1;
        i += i < end && line[i] == ']' ? 1 : 0;
        while (i < end && line[i] is ' ' or '\t')
        {
            i++;
        }

        return i < end && line[i] is '&' or '|' or ';';
    }

    private static bool HasCommaAfterQuote(LogicalLine line, int start, int end)
    {
        var afterQuote = false;
        for (var i = start; i < end && line[i] != ']'; i++)
        {
            var c = line[i];
            if (c == ',' && afterQuote)
            {
                return true;
            }

            afterQuote = c is '"' or '\'' || (afterQuote && c is ' ' or '\t');
        }

        return false;
    }
}
