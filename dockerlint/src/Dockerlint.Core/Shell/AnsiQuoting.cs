using System.Text;

namespace Dockerlint.Shell;

/// <summary>The escapes of <c>$'…'</c>.</summary>
internal static class AnsiQuoting
{
    public static string Decode(string text, int start, int end)
    {
        if (text.IndexOf('\\', start, end - start) < 0)
        {
            return text.Substring(start, end - start);
        }

        var builder = new StringBuilder(end - start);
        var i = start;
        while (i < end)
        {
            if (text[i] is '\\' && i + 1 < end)
            {
                i = AppendEscape(builder, text, i + 1, end);
            }
            else
            {
                builder.Append(text[i++]);
            }
        }

        return builder.ToString();
    }

    private static int AppendEscape(StringBuilder builder, string text, int i, int end)
    {
        var c = text[i];
        switch (c)
        {
            case 'x':
                return AppendNumber(builder, text, i + 1, Math.Min(end, i + 3), 16);
            case 'u':
                return AppendNumber(builder, text, i + 1, Math.Min(end, i + 5), 16);
            case 'U':
                return AppendNumber(builder, text, i + 1, Math.Min(end, i + 9), 16);
            case 'c' when i + 1 < end:
                builder.Append((char)(text[i + 1] & 0x1F));
                return i + 2;
            case >= '0' and <= '7':
                return AppendNumber(builder, text, i, Math.Min(end, i + 3), 8);
            default:
                builder.Append(Simple(c));
                return i + 1;
        }
    }

    private static string Simple(char c) => c switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'a' => "\a",
        'b' => "\b",
        'f' => "\f",
        'v' => "\v",
        'e' or 'E' => "\u001B",
        '\\' or '\'' or '"' or '?' => c.ToString(),
        _ => "\\" + c,
    };

    private static int AppendNumber(StringBuilder builder, string text, int i, int end, int radix)
    {
        var value = 0;
        while (i < end && DigitValue(text[i]) is int digit && digit < radix)
        {
            value = unchecked((value * radix) + digit);
            i++;
        }

        builder.Append(value is > 0 and < 0x110000 and not (>= 0xD800 and < 0xE000) ? char.ConvertFromUtf32(value) : "\uFFFD");
        return i;
    }

    private static int DigitValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => 99,
    };
}
