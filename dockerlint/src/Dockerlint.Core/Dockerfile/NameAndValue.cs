using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

internal static class NameAndValue
{
    /// <summary><paramref name="value"/> is null in a word without <c>=</c>.</summary>
    public static void Split(string word, out string name, out string? value)
    {
        var equals = word.IndexOf('=');
        name = equals < 0 ? word : SharedWords.Of(word, 0, equals);
        value = equals < 0 ? null : SharedWords.Of(word, equals + 1, word.Length - equals - 1);
    }
}
