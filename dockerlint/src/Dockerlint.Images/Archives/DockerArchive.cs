using System.Security.Cryptography;
using System.Text.Json;
using Dockerlint.Images.Layers;
using Dockerlint.Images.Registries;

namespace Dockerlint.Images.Archives;

/// <summary>What <c>docker save</c> writes, in the old and in the new layout; an archive of an OCI layout is read as one.</summary>
internal static class DockerArchive
{
    private const string Manifest = "manifest.json";

    /// <param name="wanted">The name of one of its images; empty: all of them.</param>
    public static IEnumerable<BaseImage> Read(string given, Stream file, string wanted, Action<string> failed)
    {
        var bounds = new ImageBounds();
        var blobs = new ArchiveBlobs(file, bounds);
        return blobs.Has(Manifest) ? OfManifest(given, blobs, wanted, bounds, failed)
            : blobs.Has(OciLayout.Index) ? OciLayout.Read(given, wanted, blobs, bounds, failed)
            : throw new ImageException($"the archive has neither {Manifest} nor {OciLayout.Index}: it is not one of docker save");
    }

    private static List<BaseImage> OfManifest(string given, ArchiveBlobs blobs, string wanted, ImageBounds bounds, Action<string> failed)
    {
        using var manifest = Parsed(blobs.Document(Manifest), Manifest);
        if (manifest.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new ImageException($"{Manifest} is no list");
        }

        List<BaseImage> images = [];
        foreach (var image in manifest.RootElement.EnumerateArray())
        {
            var names = ImageConfiguration.Words(image, "RepoTags");
            if (wanted.Length > 0 && !Array.Exists(names, name => IsNamed(name, wanted)))
            {
                continue;
            }

            if (!ImageBounds.HasRoom(images.Count, failed))
            {
                break;
            }

            var path = ImageConfiguration.Text(image, "Config") ?? throw new ImageException($"{Manifest} names no configuration");
            var json = blobs.Document(path);
            var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(json));
            var ids = ImageConfiguration.Parse(json).DiffIds;
            var files = ImageConfiguration.Words(image, "Layers");
            var layers = files.Select((layer, i) =>
                new Layer(i < ids.Count && ids.Count == files.Length ? ids[i] : layer, () => blobs.Open(layer), bounds)).ToList();
            var name = wanted.Length > 0 ? wanted : names.FirstOrDefault() ?? given;
            var count = wanted.Length > 0 ? 1 : manifest.RootElement.GetArrayLength();
            images.Add(BuiltImageReader.Read(Place(given, name, count), name, digest, json, layers, failed));
        }

        return images.Count > 0 || wanted.Length == 0 ? images : throw new ImageException($"{Manifest} names no image {wanted}");
    }

    /// <summary>A name without a tag is the latest; skopeo writes Docker Hub's in full, and podman puts its own below localhost.</summary>
    private static bool IsNamed(string name, string wanted) => name == wanted || RegistryReference.Parse(name) is { } written
        && (written == RegistryReference.Parse(wanted) || written == RegistryReference.Parse("localhost/" + wanted));

    /// <summary>With several images in it, which one.</summary>
    private static string Place(string given, string name, int count) => count == 1 ? given : $"{given}:{name}";

    internal static JsonDocument Parsed(byte[] json, string name)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new ImageException($"{name} is no JSON", e);
        }
    }
}
