using Dockerlint.Images;
using Dockerlint.Images.Engines;
using Dockerlint.Images.Registries;
using Dockerlint.Text;
using ShutdownToolkit.StopTiming.Engines;

namespace Dockerlint.Cli.Inputs;

/// <summary>
/// Images beyond the files of the input: archives, the local engine, registries. Each is opened when a command line asks for it and closed with
/// the command; without such a word no engine and no network is touched.
/// </summary>
/// <param name="errors">Where what cannot be read is named, early or late.</param>
internal sealed class ImageLookups(CommandHost host, RepositoryReader reader, List<InputError> errors) : IDisposable
{
    public const string Local = "local";
    public const string Registry = "registry";

    private Engine? _engine;
    private EngineImages? _images;
    private RegistryImages? _registry;

    /// <summary>What <c>--images</c> names; null: not given.</summary>
    public string? Asked { get; private set; }

    /// <exception cref="ImageException">The image cannot be read.</exception>
    public IReadOnlyList<BaseImage> Read(string given)
    {
        if (given.StartsWith(ImageInputs.DaemonPrefix, StringComparison.Ordinal))
        {
            var name = given[ImageInputs.DaemonPrefix.Length..];
            return [OfEngine.Read(given, name, sentence => Fail(given, sentence)) ?? throw new ImageException($"the engine has no image {name}")];
        }

        if (given.StartsWith(ImageInputs.RegistryPrefix, StringComparison.Ordinal))
        {
            return [OfRegistry.Read(given, given[ImageInputs.RegistryPrefix.Length..])];
        }

        return new ImageInputs(new ImageDoor(host, reader)).Read(given, sentence => Fail(given, sentence));
    }

    /// <summary>What <c>--images</c> allows to ask; null: nothing.</summary>
    public IImageSource? Source(string? asked)
    {
        Asked = asked;
        return asked switch { Local => OfEngine, Registry => OfRegistry, _ => null };
    }

    public void Dispose()
    {
        _images?.Dispose();
        _engine?.Dispose();
        _registry?.Dispose();
    }

    private EngineImages OfEngine => _images ??= new EngineImages(
        _engine = new Engine(), (image, sentence) => Fail(image ?? "--images local", sentence));

    private RegistryImages OfRegistry => _registry ??= new RegistryImages(host.Variable, Fail);

    private void Fail(string image, string sentence) => errors.Add(new InputError(image, default, sentence));
}
