using System.Text.Encodings.Web;
using System.Text.Json;
using Dockerlint.Text;

namespace Dockerlint.Cli.Output;

/// <summary>What every JSON document of the command shares.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        var lines = new JsonLines(output);
        using (var json = new Utf8JsonWriter(lines, _options))
        {
            write(json);
        }

        lines.End();
    }

    public static void WriteTool(Utf8JsonWriter json) => WriteTool(json, "tool");

    /// <param name="name">Of the member.</param>
    public static void WriteTool(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteString("name", "dockerlint");
        json.WriteString("version", ToolVersion.Text);
        json.WriteEndObject();
    }

    /// <summary>Path and line only; nothing at all without a location.</summary>
    public static void WritePlace(Utf8JsonWriter json, SourceLocation? location)
    {
        if (location is { } place)
        {
            json.WriteString("path", place.Path);
            json.WriteNumber("line", place.Line);
        }
    }
}
