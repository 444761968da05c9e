namespace Dockerlint.Text;

/// <summary>
/// Short words are made once and given out again: files of one kind share most of theirs (<c>/app</c>, <c>build</c>, <c>Deployment</c>), and what is
/// kept until the end of a run would hold each of them a thousand times. Bounded; for all threads.
/// </summary>
public static class SharedWords
{
    /// <summary>In UTF-16 units; longer texts are seldom the same twice.</summary>
    public const int MaximumLength = 40;

    /// <summary>A power of two. A word takes the place of another one of its hash.</summary>
    private const int Places = 2048;

    // No lock: a reference is read and written at once, and a text never changes.
    private static readonly string?[] _words = new string?[Places];

    /// <summary>A part of a text; the same as its substring.</summary>
    public static string Of(string text, int start, int length)
    {
        if (length > MaximumLength)
        {
            return text.Substring(start, length);
        }

        var hash = length;
        for (var i = start; i < start + length; i++)
        {
            hash = (hash * 31) + text[i];
        }

        var place = (hash ^ (hash >> 11)) & (Places - 1);
        return _words[place] is { } word && word.Length == length && string.CompareOrdinal(word, 0, text, start, length) == 0
            ? word
            : _words[place] = text.Substring(start, length);
    }

    /// <summary>The whole of a text.</summary>
    public static string Of(string text) => Of(text, 0, text.Length);
}
