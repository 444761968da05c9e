namespace Dockerlint.Images.Layers;

/// <summary>What an image may cost at most; whatever somebody put into a layer, reading it ends here.</summary>
internal sealed class ImageBounds
{
    /// <summary>Linux' own PATH_MAX.</summary>
    public const int MaximumPath = 4096;

    /// <summary>As many as the kernel follows.</summary>
    public const int MaximumLinks = 40;

    public const int MaximumLayers = 256;

    /// <summary>Of one archive or layout; whoever saves more than some dozens together names the one that is meant.</summary>
    public const int MaximumImages = 1000;

    /// <summary>Of a manifest, an index or a configuration; registries refuse larger ones, too (distribution: 4 MB).</summary>
    public const int MaximumDocument = 4 << 20;

    private readonly long _maximumBytes;
    private readonly int _maximumEntries;
    private long _bytes;
    private int _entries;

    public ImageBounds(long maximumBytes = 16L << 30, int maximumEntries = 1_000_000)
    {
        _maximumBytes = maximumBytes;
        _maximumEntries = maximumEntries;
    }

    /// <summary>Whether another image may be read after these; says so once where not.</summary>
    public static bool HasRoom(int images, Action<string> failed)
    {
        if (images == MaximumImages)
        {
            failed($"it holds more than {MaximumImages} images, of which the first are read");
        }

        return images < MaximumImages;
    }

    /// <summary>Bytes that were unpacked.</summary>
    public void Unpacked(long count)
    {
        if ((_bytes += count) > _maximumBytes)
        {
            throw new ImageException($"its layers unpack to more than {_maximumBytes >> 20} MB");
        }
    }

    public void Entry()
    {
        if (++_entries > _maximumEntries)
        {
            throw new ImageException($"its layers have more than {_maximumEntries} files");
        }
    }
}
