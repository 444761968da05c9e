namespace Dockerlint.Programs;

/// <summary>The version a tag begins with; a part it leaves out is the newest: <c>12</c> is 12.newest.</summary>
public sealed record TagVersion(int Major, int Minor, int Patch)
{
    /// <summary>Null for a tag without a number, which means the newest.</summary>
    public static TagVersion? Of(string tag)
    {
        var i = 0;
        if (Number(tag, ref i) is not { } major)
        {
            return null;
        }

        var minor = Next(tag, ref i);
        return new TagVersion(major, minor, minor == int.MaxValue ? int.MaxValue : Next(tag, ref i));
    }

    private static int Next(string text, ref int index)
    {
        if (index >= text.Length || text[index] != '.')
        {
            return int.MaxValue;
        }

        index++;
        return Number(text, ref index) ?? int.MaxValue;
    }

    private static int? Number(string text, ref int index)
    {
        var start = index;
        var value = 0;
        while (index < text.Length && index - start < 8 && char.IsDigit(text[index]))
        {
            value = (value * 10) + (text[index++] - '0');
        }

        return index == start ? null : value;
    }
}
