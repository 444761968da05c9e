using System.Collections.Concurrent;

namespace Dockerlint.Images;

/// <summary>
/// What somebody wrote down (<see cref="ImageFacts"/>) before what is built in (<see cref="KnownImages"/>), and for what is still open the
/// source that looks at the image itself, where the user allows one.
/// </summary>
public sealed class ImageSources(IReadOnlyList<ImageFacts> facts, IImageSource? images) : IImageSource
{
    /// <summary>The built-in table alone.</summary>
    public static readonly ImageSources Known = new([], null);

    private readonly ConcurrentDictionary<string, BaseImage> _found = new(StringComparer.Ordinal);

    /// <summary>Images themselves are read, and their layers by one thread only.</summary>
    public bool ReadsImages => images is not null;

    BaseImage IImageSource.Find(string reference) => Find(reference);

    /// <summary>Never null: an image that nobody knows has its name.</summary>
    public BaseImage Find(string reference)
    {
        // The table is shared and cheap to ask; what was looked at is kept.
        if (facts.Count == 0 && images is null)
        {
            return KnownImages.Find(reference);
        }

        if (!_found.TryGetValue(reference, out var image))
        {
            image = Stated(reference, KnownImages.Find(reference));
            if (!image.IsComplete && !ImageReference.Parse(reference).HasUnknownTag && images?.Find(reference) is { } looked)
            {
                image = Stated(reference, looked);
            }

            _found[reference] = image;
        }

        return image;
    }

    private BaseImage Stated(string reference, BaseImage image)
    {
        // The first one has the last word.
        for (var i = facts.Count - 1; i >= 0; i--)
        {
            image = facts[i].Over(reference, image);
        }

        return image;
    }
}
