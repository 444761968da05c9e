namespace Dockerlint.Cli.LanguageServer.Wire;

/// <summary>Why a request gets an error for an answer; the codes of JSON-RPC and of the protocol.</summary>
internal sealed class RequestException(int code, string message) : Exception(message)
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;
    public const int ServerNotInitialized = -32002;
    public const int RequestCancelled = -32800;

    public int Code { get; } = code;
}
