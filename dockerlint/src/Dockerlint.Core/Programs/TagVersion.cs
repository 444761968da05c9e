namespace Dockerlint.Programs;

/// <summary>The version a tag begins with; a part it leaves out is the newest: <c>12</c> is 12.newest.</summary>
public sealed record TagVersion(int Major, int Minor)
{
    /// <summary>Null for a tag without a number, which means the newest.</summary>
    public static TagVersion? Of(string tag)
    {
        var i = 0;
        var major = Number(tag, ref i);
        if (major < 0)
        {
            return null;
        }

        if (i >= tag.Length || tag[i] != '.')
        {
            return new TagVersion(major, int.MaxValue);
        }

        i++;
        var minor = Number(tag, ref i);
        return new TagVersion(major, minor < 0 ? int.MaxValue : minor);
    }

    private static int Number(string text, ref int index)
    {
        var start = index;
        var value = 0;
        while (index < text.Length && index - start < 8 && char.IsDigit(text[index]))
        {
            value = (value * 10) + (text[index++] - '0');
        }

        return index == start ? -1 : value;
    }
}
