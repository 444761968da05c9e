using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Dockerlint.Images;

/// <summary>The configuration of an image, as the OCI image spec and every engine keep it.</summary>
internal sealed class ImageConfiguration
{
    public required string Platform { get; init; }

    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    public IReadOnlyList<string> Cmd { get; init; } = [];

    public string? StopSignal { get; init; }

    public string User { get; init; } = "";

    public string WorkDir { get; init; } = "/";

    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    public bool HasHealthcheck { get; init; }

    /// <summary>What made each layer, where the image says so.</summary>
    public IReadOnlyList<string> History { get; init; } = [];

    public IReadOnlyList<string> DiffIds { get; init; } = [];

    /// <exception cref="ImageException">It is none.</exception>
    public static ImageConfiguration Parse(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? Of(root, Property(root, "config") is { ValueKind: JsonValueKind.Object } config ? config : default)
                : throw new ImageException("its configuration is no JSON object");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ImageException("its configuration is damaged", e);
        }
    }

    /// <summary><c>linux/arm64/v8</c>; an engine that does not say means Linux.</summary>
    public static string PlatformOf(string? os, string? architecture, string? variant) =>
        $"{(string.IsNullOrEmpty(os) ? "linux" : os)}/{(string.IsNullOrEmpty(architecture) ? "unknown" : architecture)}"
            + (string.IsNullOrEmpty(variant) ? "" : "/" + variant);

    public static Dictionary<string, string> Variables(IReadOnlyList<string> words)
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

    private static ImageConfiguration Of(JsonElement root, JsonElement config) => new()
    {
        Platform = PlatformOf(Text(root, "os"), Text(root, "architecture"), Text(root, "variant")),
        Entrypoint = Words(config, "Entrypoint"),
        Cmd = Words(config, "Cmd"),
        StopSignal = Text(config, "StopSignal") is { Length: > 0 } signal ? signal : null,
        User = Text(config, "User") ?? "",
        WorkDir = Text(config, "WorkingDir") is { Length: > 0 } folder ? folder : "/",
        Env = Variables(Words(config, "Env")),
        HasHealthcheck = Property(config, "Healthcheck") is { ValueKind: JsonValueKind.Object } check
            && Words(check, "Test") is not ([] or ["NONE", ..]),
        History = [.. Items(root, "history").Where(static step => !Flag(step, "empty_layer")).Select(static step => Text(step, "created_by") ?? "")],
        DiffIds = Property(root, "rootfs") is { ValueKind: JsonValueKind.Object } rootfs ? Words(rootfs, "diff_ids") : [],
    };

    internal static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    internal static string? Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } text ? Value(text) : null;

    internal static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    internal static string[] Words(JsonElement element, string name) =>
        [.. Items(element, name).Where(static item => item.ValueKind == JsonValueKind.String).Select(Value)];

    /// <summary>What is no Unicode (bytes that are not UTF-8, half of a pair) as it stands: engines read it, too.</summary>
    private static string Value(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(text)[1..^1]);
        }
    }

    private static bool Flag(JsonElement element, string name) => Property(element, name) is { ValueKind: JsonValueKind.True };
}
