using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Dockerlint.Images.Layers;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;
using Dockerlint.Text;

namespace Dockerlint.Images.Engines;

/// <summary>A container's files through the engine's archive API: nothing is executed, and the container need not run.</summary>
/// <param name="container">Its id, asked for when the first file is.</param>
/// <param name="failed">Told once what keeps the rest from being read.</param>
internal sealed class EngineFiles(Engine engine, Func<string> container, Action<string> failed) : IImageFileSystem
{
    // Go's os.FileMode, which the engine's Mode is.
    private const uint Folder = 1u << 31, Link = 1u << 27, NoFile = Folder | Link | 1u << 26 | 1u << 25 | 1u << 24 | 1u << 21;

    /// <summary>Programs are larger; of those only the last is kept, which two readers look into one after the other.</summary>
    private const int MaximumKept = 1 << 20;

    private readonly Dictionary<string, ImageEntry?> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]?> _read = new(StringComparer.Ordinal);
    private (string? Path, byte[]? Content) _last;

    public bool IsComplete { get; private set; } = true;

    public ImageEntry? Find(string path)
    {
        if (!_found.TryGetValue(path, out var entry))
        {
            _found[path] = entry = Guarded(() => Resolve(path));
        }

        return entry;
    }

    public ImageEntry? FindFirst(IReadOnlyList<string> paths) => paths.Select(Find).FirstOrDefault(static entry => entry is { IsFile: true });

    public byte[]? Read(ImageEntry entry, int maximumSize)
    {
        if (!entry.IsFile || entry.Size > maximumSize)
        {
            return null;
        }

        if (!_read.TryGetValue(entry.Path, out var content))
        {
            content = _last.Path == entry.Path ? _last.Content : Guarded(() => Content(entry));
            if (entry.Size <= MaximumKept)
            {
                _read[entry.Path] = content;
            }
            else
            {
                _last = (entry.Path, content);
            }
        }

        return content;
    }

    private T? Guarded<T>(Func<T?> ask)
        where T : class
    {
        try
        {
            return IsComplete ? ask() : null;
        }
        catch (Exception e) when (e is StopTimingException or ImageException)
        {
            IsComplete = false;
            failed(e.Message);
            return null;
        }
    }

    /// <summary>The engine resolves links above the last name by itself, inside of the container.</summary>
    private ImageEntry? Resolve(string path)
    {
        for (var links = 0; links <= ImageBounds.MaximumLinks && path.Length <= ImageBounds.MaximumPath; links++)
        {
            if (Stat(path) is not { } stat)
            {
                return null;
            }

            if ((stat.Mode & Link) == 0)
            {
                return new ImageEntry(path, stat.Size, (stat.Mode & NoFile) == 0, 0);
            }

            path = ContextPath.Normalize(stat.LinkTarget.StartsWith('/') ? stat.LinkTarget : ContextPath.Folder(path) + stat.LinkTarget);
        }

        return null;
    }

    private ContainerPathStatResponse? Stat(string path) => engine.AskAsync("look at a file", async (client, token) =>
    {
        try
        {
            var answer = await client.Containers.GetArchiveFromContainerAsync(Id, new ContainerPathStatParameters { Path = path }, true, token);
            return answer.Stat;
        }
        catch (DockerApiException missing) when (missing.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest && !IsGone(missing))
        {
            // Bad request: a file stands where the path needs a folder.
            return null;
        }
        catch (DockerApiException unclear) when (unclear.StatusCode is HttpStatusCode.InternalServerError)
        {
            // docker 20.10 says so of such a file, and in its words only to who asks for the content.
            if (await StandsInTheWayAsync(client, path, token))
            {
                return null;
            }

            throw;
        }
    }).GetAwaiter().GetResult();

    private async Task<bool> StandsInTheWayAsync(IDockerClient client, string path, CancellationToken cancellation)
    {
        try
        {
            var answer = await client.Containers.GetArchiveFromContainerAsync(
                Id, new ContainerPathStatParameters { Path = path }, false, cancellation);
            await using var content = answer.Stream;
            return false;
        }
        catch (DockerApiException refused)
        {
            return Engine.Words(refused).EndsWith("not a directory", StringComparison.Ordinal);
        }
    }

    /// <summary>The container itself is not there any more: of its files that says nothing. docker's words, and podman's.</summary>
    private static bool IsGone(DockerApiException missing) => Engine.Words(missing) is var words
        && (words.Contains("no such container", StringComparison.OrdinalIgnoreCase) || words.Contains("no container with", StringComparison.Ordinal));

    private byte[]? Content(ImageEntry entry) => engine.AskAsync("read a file", async (client, token) =>
    {
        var parameters = new ContainerPathStatParameters { Path = entry.Path };
        var answer = await client.Containers.GetArchiveFromContainerAsync(Id, parameters, false, token);
        await using var stream = answer.Stream;
        return stream is null ? null : await Task.Run(() => First(stream, entry.Size), token);
    }).GetAwaiter().GetResult();

    private static byte[]? First(Stream stream, long size)
    {
        if (new TarReader(stream).Next() is not { Kind: TarKind.File } file || file.Size != size)
        {
            return null;
        }

        var content = new byte[size];
        return stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) == content.Length ? content : null;
    }

    private string Id => Uri.EscapeDataString(container());
}
