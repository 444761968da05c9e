using Dockerlint.Images.Archives;
using Dockerlint.Images.Layers;

namespace Dockerlint.Images.Registries;

/// <summary>
/// Images of registries: the manifest, the configuration, and of the layers only those that a question leads to, from the uppermost down.
/// </summary>
public sealed class RegistryImages : IImageSource, IDisposable
{
    private const int MaximumNesting = 4;

    /// <summary>Where Docker keeps certificate authorities of registries.</summary>
    private const string DockerCertificates = "/etc/docker/certs.d";

    private readonly Action<string, string> _failed;
    private readonly RegistryClient _client;

    /// <param name="failed">Told the image and one sentence.</param>
    public RegistryImages(Func<string, string?> variable, Action<string, string> failed)
        : this(
            new RegistryClient(RegistryCredentials.OfUser(variable), BlobCache.OfUser(variable), RegistryBounds.Default, DockerCertificates), failed)
    {
    }

    internal RegistryImages(RegistryClient client, Action<string, string> failed)
    {
        _client = client;
        _failed = failed;
    }

    public BaseImage? Find(string reference)
    {
        try
        {
            return Read(reference, reference);
        }
        catch (ImageException e)
        {
            _failed(reference, e.Message);
            return null;
        }
    }

    /// <param name="path">What its lines are shown under.</param>
    /// <exception cref="ImageException">It cannot be read.</exception>
    public BaseImage Read(string path, string name)
    {
        if (RegistryReference.Parse(name) is not { } image)
        {
            throw new ImageException($"{name} is no name of an image in a registry");
        }

        var (json, digest) = _client.Manifest(image, image.Version);
        for (var nesting = 0; ; nesting++)
        {
            using var manifest = DockerArchive.Parsed(json, "the manifest");
            if (!OciLayout.IsIndex(manifest.RootElement))
            {
                return Of(path, name, digest, image, manifest.RootElement);
            }

            var images = ImageConfiguration.Items(manifest.RootElement, "manifests").ToList();
            (json, digest) = images.Count > 0 && nesting < MaximumNesting ? _client.Manifest(image, OciLayout.Digest(OciLayout.Best(images)))
                : throw new ImageException("its index names no image");
        }
    }

    public void Dispose() => _client.Dispose();

    private BaseImage Of(string path, string name, string digest, RegistryReference image, System.Text.Json.JsonElement manifest)
    {
        if (ImageConfiguration.Property(manifest, "config") is not { } config)
        {
            throw new ImageException($"{image.Host} keeps it in a form of before 2016 (schema 1), which is not read");
        }

        if (OciLayout.OtherKindOf(manifest) is { } kind)
        {
            throw new ImageException($"{image.Host} keeps no image there: {kind}");
        }

        using var stream = _client.Blob(image, OciLayout.Digest(config));
        if (stream.Length > ImageBounds.MaximumDocument)
        {
            throw new ImageException($"its configuration is larger than {ImageBounds.MaximumDocument >> 20} MB");
        }

        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        var bounds = new ImageBounds();
        var layers = ImageConfiguration.Items(manifest, "layers").Select(OciLayout.Digest)
            .Select(layer => new Layer(layer, () => _client.Blob(image, layer), bounds)).ToList();
        return BuiltImageReader.Read(path, name, digest, json, layers, sentence => _failed(path, sentence), isRemote: true);
    }
}
