using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dockerlint.Cli.LanguageServer.Wire;

/// <summary>Members of what a client sends; what is missing or of another kind is null, or an error where it is needed.</summary>
internal static partial class Json
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value : null;

    /// <param name="path">Names of members, one in the other.</param>
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        JsonElement? at = element;
        foreach (var name in path)
        {
            at = at?.Member(name);
        }

        return at;
    }

    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? TextOf(value) : null;

    /// <summary>An editor may send half of a surrogate pair, which .NET takes for no text: U+FFFD, of the same length, stands in its place.</summary>
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            using var whole = JsonDocument.Parse(SurrogateEscape().Replace(
                value.GetRawText(), static found => found.Groups["lone"].Success ? "\\uFFFD" : found.Value));
            return whole.RootElement.GetString();
        }
    }

    [GeneratedRegex(@"\\\\|\\u[dD][89abAB]..\\u[dD][c-fC-F]..|(?<lone>\\u[dD][89a-fA-F]..)")]
    private static partial Regex SurrogateEscape();

    public static int? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static bool IsTrue(this JsonElement? element) => element is { ValueKind: JsonValueKind.True };

    public static JsonElement Needed(this JsonElement element, string name) =>
        element.Member(name) ?? throw new RequestException(RequestException.InvalidParams, $"{name} is missing");

    public static string NeededText(this JsonElement element, string name) =>
        element.Text(name) ?? throw new RequestException(RequestException.InvalidParams, $"{name} is no text");

    public static int NeededNumber(this JsonElement element, string name) =>
        element.Number(name) ?? throw new RequestException(RequestException.InvalidParams, $"{name} is no number");

    /// <summary>Nothing where there is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
