using System.Text.Json;

namespace Dockerlint.Images;

/// <summary>The configuration of an image, as the OCI image spec and every engine keep it.</summary>
internal sealed class ImageConfiguration
{
    private ImageConfiguration(JsonElement root, JsonElement config)
    {
        var os = Text(root, "os") is { Length: > 0 } named ? named : "linux";
        Platform = $"{os}/{Text(root, "architecture") ?? "unknown"}{(Text(root, "variant") is { Length: > 0 } variant ? "/" + variant : "")}";
        Entrypoint = Words(config, "Entrypoint");
        Cmd = Words(config, "Cmd");
        StopSignal = Text(config, "StopSignal") is { Length: > 0 } signal ? signal : null;
        User = Text(config, "User") ?? "";
        WorkDir = Text(config, "WorkingDir") is { Length: > 0 } folder ? folder : "/";
        Env = Variables(Words(config, "Env"));
        HasHealthcheck = Property(config, "Healthcheck") is { ValueKind: JsonValueKind.Object } check
            && Words(check, "Test") is not ([] or ["NONE", ..]);
        History = [.. Items(root, "history").Where(static step => !Flag(step, "empty_layer")).Select(static step => Text(step, "created_by") ?? "")];
        DiffIds = Property(root, "rootfs") is { ValueKind: JsonValueKind.Object } rootfs ? Words(rootfs, "diff_ids") : [];
    }

    public string Platform { get; }

    public IReadOnlyList<string> Entrypoint { get; }

    public IReadOnlyList<string> Cmd { get; }

    public string? StopSignal { get; }

    public string User { get; }

    public string WorkDir { get; }

    public IReadOnlyDictionary<string, string> Env { get; }

    public bool HasHealthcheck { get; }

    /// <summary>What made each layer, where the image says so.</summary>
    public IReadOnlyList<string> History { get; }

    public IReadOnlyList<string> DiffIds { get; }

    /// <exception cref="ImageException">It is none.</exception>
    public static ImageConfiguration Parse(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? new ImageConfiguration(root, Property(root, "config") is { ValueKind: JsonValueKind.Object } config ? config : default)
                : throw new ImageException("its configuration is no JSON object");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ImageException("its configuration is damaged", e);
        }
    }

    internal static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    internal static string? Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    internal static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    internal static string[] Words(JsonElement element, string name) =>
        [.. Items(element, name).Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)];

    private static bool Flag(JsonElement element, string name) => Property(element, name) is { ValueKind: JsonValueKind.True };

    private static Dictionary<string, string> Variables(string[] words)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                variables[word[..equals]] = word[(equals + 1)..];
            }
        }

        return variables;
    }
}
