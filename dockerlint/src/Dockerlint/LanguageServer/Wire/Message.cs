using System.Text.Json;

namespace Dockerlint.Cli.LanguageServer.Wire;

/// <summary>What came in: a request, a notification, a response to a request of ours, or nothing that can be read.</summary>
/// <param name="Id">As written; null: none, or none that may be one.</param>
/// <param name="Method">Null: a response.</param>
/// <param name="Fault">Why it is none.</param>
internal sealed record Message(string? Id, string? Method, JsonElement Params, string? Fault = null)
{
    public static Message Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return new Message(null, null, default, "a message that is no object");
            }

            var id = root.TryGetProperty("id", out var number) && number.ValueKind is JsonValueKind.Number or JsonValueKind.String
                ? number.GetRawText() : null;
            var method = root.TryGetProperty("method", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
            var isResponse = method is null && (root.TryGetProperty("result", out _) || root.TryGetProperty("error", out _));
            return new Message(id, method, root.TryGetProperty("params", out var parameters) ? parameters.Clone() : default,
                method is null && !isResponse ? "a message without a method" : null);
        }
        catch (JsonException)
        {
            return new Message(null, null, default, "a message that is no JSON");
        }
    }
}
