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
        EditedLines? lines = null;
        foreach (var change in changes)
        {
            var text = change.NeededText("text");
            if (change.Member("range") is not { } range)
            {
                (Text, lines) = (text, null);
                continue;
            }

            lines ??= new EditedLines(Text);
            lines.Replace(PositionOf(range.Needed("start")), PositionOf(range.Needed("end")), text, isUtf8);
        }

        Text = lines?.ToString() ?? Text;
        Version = version;
    }

    public static Position PositionOf(JsonElement position) => new(position.NeededNumber("line"), position.NeededNumber("character"));
}
