using System.Text.Json;
using Dockerlint.Cli.LanguageServer.Wire;

namespace Dockerlint.Cli.LanguageServer.Documents;

/// <summary>A document that is open in the editor: its text counts, not the file's.</summary>
internal sealed class TextDocument(string uri, string path, string language, int version, string text)
{
    /// <summary>As the editor writes it.</summary>
    public string Uri { get; } = uri;

    /// <summary>Full path.</summary>
    public string Path { get; } = path;

    public string Language { get; } = language;

    public int Version { get; private set; } = version;

    public string Text { get; private set; } = text;

    /// <param name="changes">Each is about the text that the one before it has left.</param>
    public void Change(int version, IEnumerable<JsonElement> changes, bool isUtf8)
    {
        foreach (var change in changes)
        {
            var text = change.NeededText("text");
            if (change.Member("range") is not { } range)
            {
                Text = text;
                continue;
            }

            var lines = new LineTable(Text);
            var start = lines.OffsetAt(PositionOf(range.Needed("start")), isUtf8);
            var end = lines.OffsetAt(PositionOf(range.Needed("end")), isUtf8);
            Text = string.Concat(Text.AsSpan(0, Math.Min(start, end)), text, Text.AsSpan(Math.Max(start, end)));
        }

        Version = version;
    }

    public static Position PositionOf(JsonElement position) => new(position.NeededNumber("line"), position.NeededNumber("character"));
}
