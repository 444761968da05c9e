namespace Dockerlint.Rules.SignalPath;

/// <summary>Reads what somebody meant who wrote an array with other quotes than JSON's.</summary>
internal static class LooseArray
{
    private const string Quotes = "'\"\u2018\u2019\u201C\u201D\u201E\u201A";

    /// <summary>Null when the text is not plainly a list of quoted words.</summary>
    public static List<string>? Read(string text)
    {
        var inner = text.Trim();
        if (inner.Length < 2 || inner[0] != '[' || inner[inner.Length - 1] != ']')
        {
            return null;
        }

        var words = new List<string>();
        var i = 1;
        var end = inner.Length - 1;
        while (true)
        {
            i = SkipBlanks(inner, i);
            if (i >= end)
            {
                return words.Count > 0 ? words : null;
            }

            if (Quotes.IndexOf(inner[i]) < 0)
            {
                return null;
            }

            var close = Close(inner, i, end);
            if (close < 0)
            {
                return null;
            }

            words.Add(inner.Substring(i + 1, close - i - 1));
            i = SkipBlanks(inner, close + 1);
            if (i < end && inner[i] != ',')
            {
                return null;
            }

            i++;
        }
    }

    private static int Close(string text, int open, int end)
    {
        for (var i = open + 1; i < end; i++)
        {
            if (text[i] == '\\')
            {
                return -1;
            }

            var closes = text[open] is '\'' or '"' ? text[i] == text[open] : Quotes.IndexOf(text[i]) > 1;
            if (closes)
            {
                return i;
            }
        }

        return -1;
    }

    private static int SkipBlanks(string text, int i)
    {
        while (i < text.Length && text[i] is ' ' or '\t')
        {
            i++;
        }

        return i;
    }
}
