using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Dockerlint.Images.Layers;

namespace Dockerlint.Images.Archives;

/// <summary>An OCI image layout: index.json and blobs by their digests.</summary>
internal static class OciLayout
{
    public const string Index = "index.json";

    private const string RefName = "org.opencontainers.image.ref.name";
    private const int MaximumNesting = 4;

    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789abcdef");

    /// <param name="tag">Empty: every image of the index.</param>
    public static List<BaseImage> Read(string given, string tag, IBlobs blobs, ImageBounds bounds, Action<string> failed)
    {
        using var index = DockerArchive.Parsed(blobs.Document(Index), Index);
        var named = ImageConfiguration.Items(index.RootElement, "manifests").Where(manifest => tag.Length == 0 || TagOf(manifest) == tag).ToList();
        if (named.Count == 0)
        {
            throw new ImageException(tag.Length == 0 ? $"{Index} names no image" : $"{Index} names no image {tag}");
        }

        // Those without a tag are the index's own choice of platforms.
        var chosen = named.Exists(static manifest => TagOf(manifest).Length > 0) ? named : [Best(named)];
        List<BaseImage> images = [];
        ImageException? noImage = null;
        foreach (var manifest in chosen)
        {
            if (!ImageBounds.HasRoom(images.Count, failed))
            {
                break;
            }

            using var document = Manifest(manifest, blobs, 0);
            if (OtherKindOf(document.RootElement) is { } kind)
            {
                noImage = new ImageException($"it holds no image: {kind}");
                continue;
            }

            var name = TagOf(manifest) is { Length: > 0 } own ? own : given;
            var path = chosen.Count == 1 || tag.Length > 0 ? given : $"{given}:{name}";
            images.Add(Image(path, name, document.RootElement, blobs, bounds, failed));
        }

        return images.Count > 0 ? images : throw noImage!;
    }

    /// <summary>What else than an image lies there: a chart, a signature, an attestation; null: an image.</summary>
    public static string? OtherKindOf(JsonElement manifest)
    {
        if (ImageConfiguration.Property(manifest, "config") is { } config && ImageConfiguration.Text(config, "mediaType") is { } type
            && type is not ("application/vnd.oci.image.config.v1+json" or "application/vnd.docker.container.image.v1+json"))
        {
            return type;
        }

        foreach (var layer in ImageConfiguration.Items(manifest, "layers"))
        {
            // Images of every tool have tar archives for layers.
            if (ImageConfiguration.Text(layer, "mediaType") is { } content && !content.Contains("tar", StringComparison.Ordinal))
            {
                return content;
            }
        }

        return null;
    }

    /// <summary>The entry of an index for this machine: Linux of its architecture, else any Linux, else the first that is no attestation.</summary>
    public static JsonElement Best(IReadOnlyList<JsonElement> manifests)
    {
        var architecture = RuntimeInformation.OSArchitecture switch { Architecture.Arm64 => "arm64", Architecture.X64 => "amd64", _ => "" };
        return First(platform => OsOf(platform) == "linux" && ImageConfiguration.Text(platform, "architecture") == architecture)
            ?? First(static platform => OsOf(platform) == "linux") ?? First(static platform => OsOf(platform) is not (null or "unknown"))
            ?? manifests[0];

        JsonElement? First(Func<JsonElement, bool> fits)
        {
            foreach (var manifest in manifests)
            {
                if (ImageConfiguration.Property(manifest, "platform") is { } platform && fits(platform))
                {
                    return manifest;
                }
            }

            return null;
        }

        static string? OsOf(JsonElement platform) => ImageConfiguration.Text(platform, "os");
    }

    /// <summary>The digest of a descriptor; nothing else may become a path or an address.</summary>
    public static string Digest(JsonElement descriptor) => ImageConfiguration.Text(descriptor, "digest") is { } digest && IsDigest(digest) ? digest
        : throw new ImageException("a descriptor in it has no sha256 digest");

    public static bool IsDigest(string text) => text.Length == 71 && text.StartsWith("sha256:", StringComparison.Ordinal)
        && !text.AsSpan(7).ContainsAnyExcept(_digits);

    public static bool IsIndex(JsonElement document) => ImageConfiguration.Property(document, "manifests") is { ValueKind: JsonValueKind.Array };

    private static JsonDocument Manifest(JsonElement descriptor, IBlobs blobs, int depth)
    {
        var digest = Digest(descriptor);
        var document = DockerArchive.Parsed(blobs.Document(PathOf(digest)), digest);
        if (!IsIndex(document.RootElement))
        {
            return document;
        }

        using (document)
        {
            var inner = ImageConfiguration.Items(document.RootElement, "manifests").ToList();
            return depth < MaximumNesting && inner.Count > 0 ? Manifest(Best(inner), blobs, depth + 1)
                : throw new ImageException("its index names no image");
        }
    }

    private static BaseImage Image(string path, string name, JsonElement manifest, IBlobs blobs, ImageBounds bounds, Action<string> failed)
    {
        var config = Digest(ImageConfiguration.Property(manifest, "config") ?? throw new ImageException("it is no image manifest"));
        var layers = ImageConfiguration.Items(manifest, "layers").Select(Digest)
            .Select(digest => new Layer(digest, () => blobs.Open(PathOf(digest)), bounds)).ToList();
        return BuiltImageReader.Read(path, name, config, blobs.Document(PathOf(config)), layers, failed);
    }

    private static string TagOf(JsonElement manifest) =>
        ImageConfiguration.Property(manifest, "annotations") is { } notes ? ImageConfiguration.Text(notes, RefName) ?? "" : "";

    private static string PathOf(string digest) => "blobs/" + digest.Replace(':', '/');
}
