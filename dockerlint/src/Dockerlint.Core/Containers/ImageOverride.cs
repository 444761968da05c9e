using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>What a service or a pod's container puts in the place of the image's own command, as the engine merges the two.</summary>
/// <param name="Entrypoint">Null: the image's counts. Set, it drops the image's CMD too.</param>
/// <param name="Command">Null: the image's counts, unless there is an entrypoint.</param>
internal sealed record ImageOverride(IReadOnlyList<Argument>? Entrypoint, IReadOnlyList<Argument>? Command)
{
    /// <summary>The image's container with the override applied; who runs it is the caller's to add.</summary>
    public Container Over(Container image)
    {
        if (Entrypoint is null && Command is null)
        {
            return image;
        }

        return image with
        {
            Entrypoint = Entrypoint ?? image.Entrypoint,
            Command = Command ?? (Entrypoint is null ? image.Command : []),
            EntrypointInstruction = Entrypoint is null ? image.EntrypointInstruction : null,
            CommandInstruction = null,
            ReplacedImage = Entrypoint is not null && image.Entrypoint is { Count: > 0 } ? image : null,
        };
    }

    /// <summary>Values written by the platform over the image's own.</summary>
    public static Dictionary<string, string?> Environment(IReadOnlyDictionary<string, string?> own,
        IEnumerable<KeyValuePair<string, string?>> written)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var pair in own)
        {
            environment[pair.Key] = pair.Value;
        }

        foreach (var pair in written)
        {
            environment[pair.Key] = pair.Value;
        }

        return environment;
    }
}
