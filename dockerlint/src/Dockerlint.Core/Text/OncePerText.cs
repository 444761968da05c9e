using System.Runtime.CompilerServices;

namespace Dockerlint.Text;

/// <summary>
/// What is read out of a file's text, once for a text and for as long as somebody holds it: a thousand images may be built from one file.
/// Keyed by the object, as <see cref="SourceText.Content"/> is handed around.
/// </summary>
internal sealed class OncePerText<T>(Func<string, T> read)
    where T : class
{
    /// <summary>From here on a text is worth being remembered.</summary>
    private const int Long = 1 << 12;

    // Of objects: for a type parameter the table asks for a constructor, which the trimmer then misses.
    private readonly ConditionalWeakTable<string, object> _known = new();

    private readonly ConditionalWeakTable<string, object>.CreateValueCallback _read = text => read(text);

    public T Of(string text) => text.Length < Long ? read(text) : (T)_known.GetValue(text, _read);
}
