using System.Net;
using System.Runtime.InteropServices;
using Docker.DotNet;
using Docker.DotNet.Models;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Stopping;

namespace Dockerlint.Images.Engines;

/// <summary>
/// Images of the local engine. Their configuration is inspected; for files, a container is created, never started, read through the archive API
/// and removed: that takes the same tenth of a second for any size, where docker save writes the whole image (1 s for 135 MB). It is removed when
/// this is disposed of and on a signal; of a process that was killed, the next measurement sweeps it by its label.
/// </summary>
/// <param name="failed">Told the image, or nothing where the engine itself is the matter, and one sentence.</param>
public sealed class EngineImages(Engine engine, Action<string?, string> failed) : IImageSource, IDisposable
{
    private readonly List<string> _created = [];
    private readonly List<PosixSignalRegistration> _signals = [];
    private bool _isSilent;

    public BaseImage? Find(string reference)
    {
        try
        {
            return _isSilent ? null : Read(reference, reference, sentence => failed(reference, sentence));
        }
        catch (ImageException e)
        {
            _isSilent = true;
            failed(null, e.Message);
            return null;
        }
    }

    /// <param name="path">What its lines are shown under.</param>
    /// <param name="broken">Told what keeps a file from being read.</param>
    /// <returns>Null: the engine has no such image.</returns>
    /// <exception cref="ImageException">The engine cannot be asked.</exception>
    public BaseImage? Read(string path, string name, Action<string> broken)
    {
        try
        {
            if (Inspect(name) is not { } image)
            {
                return null;
            }

            var configuration = ConfigurationOf(image);
            var text = ImageText.Of(path, name, image.ID, configuration, [.. image.RootFS?.Layers ?? []]);
            string? id = null;
            var files = new EngineFiles(engine, () => id ??= Create(image.ID), broken);
            return BuiltImageReader.Of(path, name, image.ID, configuration, text, files);
        }
        catch (StopTimingException e)
        {
            throw new ImageException(e.Message, e);
        }
    }

    public void Dispose()
    {
        Remove();
        _signals.ForEach(static signal => signal.Dispose());
        _signals.Clear();
    }

    private ImageInspectResponse? Inspect(string name) => engine.AskAsync("inspect the image", async (client, token) =>
    {
        try
        {
            return await client.Images.InspectImageAsync(name, token);
        }
        catch (DockerApiException missing) when (missing.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            return null;
        }
    }).GetAwaiter().GetResult();

    private static ImageConfiguration ConfigurationOf(ImageInspectResponse image) => new()
    {
        Platform = ImageConfiguration.PlatformOf(image.Os, image.Architecture, image.Variant),
        Entrypoint = [.. image.Config?.Entrypoint ?? []],
        Cmd = [.. image.Config?.Cmd ?? []],
        StopSignal = image.Config?.StopSignal is { Length: > 0 } signal ? signal : null,
        User = image.Config?.User ?? "",
        WorkDir = image.Config?.WorkingDir is { Length: > 0 } folder ? folder : "/",
        Env = ImageConfiguration.Variables([.. image.Config?.Env ?? []]),
        HasHealthcheck = image.Config?.Healthcheck?.Test is { Count: > 0 } test && test[0] != "NONE",
    };

    private string Create(string image)
    {
        lock (_created)
        {
            if (_signals.Count == 0)
            {
                // The default action follows: the process still ends by the signal.
                _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Remove()));
                _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Remove()));
                _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => Remove()));
            }

            var id = new OwnContainers(engine, TimeProvider.System).CreateUnstartedAsync(image).GetAwaiter().GetResult();
            _created.Add(id);
            return id;
        }
    }

    private void Remove()
    {
        lock (_created)
        {
            var own = new OwnContainers(engine, TimeProvider.System);
            Task.WhenAll(_created.Select(own.RemoveAsync)).GetAwaiter().GetResult();
            _created.Clear();
        }
    }
}
