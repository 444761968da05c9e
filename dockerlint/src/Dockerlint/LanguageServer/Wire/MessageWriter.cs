using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dockerlint.Cli.LanguageServer.Wire;

/// <summary>Writes responses, notifications and requests, each as a whole.</summary>
internal sealed class MessageWriter(Stream stream) : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(16 << 10);
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    private int _requests;

    /// <param name="id">As it came; null: it could not be read.</param>
    public void Respond(string? id, Action<Utf8JsonWriter> result) => Write(id, json =>
    {
        json.WritePropertyName("result");
        result(json);
    });

    public void Fail(string? id, int code, string message) => Write(id, json =>
    {
        json.WriteStartObject("error");
        json.WriteNumber("code", code);
        json.WriteString("message", message);
        json.WriteEndObject();
    });

    public void Notify(string method, Action<Utf8JsonWriter> parameters) => Write(json =>
    {
        json.WriteString("method", method);
        json.WritePropertyName("params");
        parameters(json);
    });

    /// <summary>A request whose answer tells nothing.</summary>
    public void Request(string method, Action<Utf8JsonWriter>? parameters) => Write(json =>
    {
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"dockerlint-{++_requests}"));
        json.WriteString("method", method);
        if (parameters is not null)
        {
            json.WritePropertyName("params");
            parameters(json);
        }
    });

    public void Dispose() => _json.Dispose();

    private void Write(string? id, Action<Utf8JsonWriter> rest) => Write(json =>
    {
        json.WritePropertyName("id");
        json.WriteRawValue(id ?? "null");
        rest(json);
    });

    private void Write(Action<Utf8JsonWriter> members)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("jsonrpc", "2.0");
        members(_json);
        _json.WriteEndObject();
        _json.Flush();
        stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {_buffer.WrittenCount}\r\n\r\n")));
        stream.Write(_buffer.WrittenSpan);
        stream.Flush();
    }
}
