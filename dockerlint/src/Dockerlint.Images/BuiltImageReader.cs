using Dockerlint.Images.Layers;

namespace Dockerlint.Images;

/// <summary>From an image's parts, wherever they come from, to what the core asks.</summary>
internal static class BuiltImageReader
{
    /// <param name="path">What its lines are shown under: <c>docker-archive:web.tar</c>.</param>
    /// <param name="name">For sentences: <c>web:1.0</c>.</param>
    /// <param name="layers">The lowest first.</param>
    /// <param name="failed">Told what keeps a layer from being read, when it is asked.</param>
    public static BaseImage Read(string path, string name, string digest, byte[] json, IReadOnlyList<Layer> layers, Action<string> failed,
        bool isRemote = false)
    {
        if (layers.Count > ImageBounds.MaximumLayers)
        {
            throw new ImageException($"it has more than {ImageBounds.MaximumLayers} layers");
        }

        var configuration = ImageConfiguration.Parse(json);
        var text = ImageText.Of(path, name, digest, configuration, [.. layers.Select(static layer => layer.Digest)]);
        return Of(path, name, digest, configuration, text, new LayeredFiles(layers, text.Layers, failed, isRemote));
    }

    public static BaseImage Of(string path, string name, string digest, ImageConfiguration configuration, ImageText text, IImageFileSystem? files) =>
        new(name)
        {
            Source = path,
            Digest = digest,
            Platform = configuration.Platform,
            Entrypoint = configuration.Entrypoint,
            Cmd = configuration.Cmd,
            StopSignal = configuration.StopSignal,
            StopSignalIsKnown = true,
            User = configuration.User,
            WorkDir = configuration.WorkDir,
            Env = configuration.Env,
            HasHealthcheck = configuration.HasHealthcheck,
            Text = text.Source,
            Places = text.Places,
            // Reference and digest first: the shell's reason names them.
            Files = configuration.Platform.StartsWith("windows/", StringComparison.Ordinal) ? null : files,
        };
}
