namespace Dockerlint.Images;

/// <summary>A name of the facts file: <c>*</c> is any text; without a tag it stands for every tag.</summary>
internal static class ImagePattern
{
    public static bool Fits(ImageReference pattern, ImageReference image) =>
        Matches(pattern.Repository, image.Repository) && (pattern.Tag.Length == 0 || Matches(pattern.Tag, image.Tag));

    /// <summary>No recursion: after a mismatch only the last star needs to give way.</summary>
    private static bool Matches(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, taken = 0;
        while (t < text.Length || p < pattern.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = ++p;
                taken = t;
            }
            else if (p < pattern.Length && t < text.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0 && taken < text.Length)
            {
                p = star;
                t = ++taken;
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
