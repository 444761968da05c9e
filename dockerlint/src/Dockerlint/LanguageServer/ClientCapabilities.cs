using System.Text.Json;
using Dockerlint.Cli.LanguageServer.Wire;

namespace Dockerlint.Cli.LanguageServer;

/// <summary>What of the protocol the editor knows, as its <c>initialize</c> says.</summary>
internal sealed class ClientCapabilities(JsonElement capabilities)
{
    /// <summary>Else characters are UTF-16 units, which every client knows.</summary>
    public bool IsUtf8 { get; } = capabilities.At("general", "positionEncodings").Items()
        .FirstOrDefault(static encoding => encoding.ValueKind == JsonValueKind.String && encoding.GetString() is "utf-8" or "utf-16")
        is { ValueKind: JsonValueKind.String } preferred && preferred.GetString() == "utf-8";

    /// <summary>It asks for diagnostics; to send them as well would show each twice.</summary>
    public bool Pulls { get; } = capabilities.At("textDocument", "diagnostic") is not null;

    public bool CanRefresh { get; } = capabilities.At("workspace", "diagnostics", "refreshSupport").IsTrue();

    public bool HasRelatedInformation { get; } = capabilities.At("textDocument", "publishDiagnostics", "relatedInformation").IsTrue()
        || capabilities.At("textDocument", "diagnostic", "relatedInformation").IsTrue();

    public bool WatchesFiles { get; } = capabilities.At("workspace", "didChangeWatchedFiles", "dynamicRegistration").IsTrue();

    public bool HasDocumentChanges { get; } = capabilities.At("workspace", "workspaceEdit", "documentChanges").IsTrue();

    /// <summary>Else a code action is a command, and we have none.</summary>
    public bool HasCodeActions { get; } = capabilities.At("textDocument", "codeAction", "codeActionLiteralSupport") is not null;

    /// <summary>Plain text only where the client names formats and this is not among them.</summary>
    public bool ShowsMarkdown { get; } = capabilities.At("textDocument", "hover", "contentFormat") is not { } formats
        || ((JsonElement?)formats).Items().Any(static format => format.ValueKind == JsonValueKind.String && format.GetString() == "markdown");
}
