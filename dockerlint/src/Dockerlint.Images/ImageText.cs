using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dockerlint.Text;

namespace Dockerlint.Images;

/// <summary>
/// An image written down line by line, as the Dockerfile of what it is: findings and evidence point into it. It names the image, its digest and
/// its layers; of variables only the names, for values may be secret.
/// </summary>
internal sealed class ImageText
{
    private static readonly JsonWriterOptions _words = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StringBuilder _text = new();
    private int _line = 1;

    private TextSpan? _entrypoint, _cmd, _stopSignal;

    private readonly List<int> _layers = [];

    /// <summary>The line of each layer, the lowest layer first.</summary>
    public IReadOnlyList<int> Layers => _layers;

    public required SourceText Source { get; init; }

    public required ImagePlaces Places { get; init; }

    public static ImageText Of(string path, string name, string digest, ImageConfiguration configuration, IReadOnlyList<string> layers)
    {
        var text = new ImageText { Source = null!, Places = ImagePlaces.None };
        text.Line($"# {name} {digest} {configuration.Platform}");
        text._entrypoint = text.Instruction("ENTRYPOINT", configuration.Entrypoint);
        text._cmd = text.Instruction("CMD", configuration.Cmd);
        text._stopSignal = configuration.StopSignal is { } signal ? text.Line($"STOPSIGNAL {signal}") : null;
        text.Line($"WORKDIR {configuration.WorkDir}");
        if (configuration.User.Length > 0)
        {
            text.Line($"USER {configuration.User}");
        }

        foreach (var variable in configuration.Env.Keys)
        {
            text.Line($"ENV {variable}");
        }

        if (configuration.HasHealthcheck)
        {
            text.Line("HEALTHCHECK");
        }

        for (var i = 0; i < layers.Count; i++)
        {
            text._layers.Add(text._line);
            var by = configuration.History.Count == layers.Count ? $": {configuration.History[i]}" : "";
            text.Line($"# layer {i + 1} of {layers.Count} {layers[i]}{by}");
        }

        var source = new SourceText(path, text._text.ToString()) { IsOfImage = true };
        var whole = new ImageText
        {
            Source = source, Places = new ImagePlaces(At(text._entrypoint), At(text._cmd), At(text._stopSignal)),
        };
        whole._layers.AddRange(text._layers);
        return whole;

        SourceLocation? At(TextSpan? span) => span is { } place ? source.At(place) : null;
    }

    private TextSpan? Instruction(string keyword, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, _words))
        {
            json.WriteStartArray();
            foreach (var word in words)
            {
                json.WriteStringValue(word);
            }

            json.WriteEndArray();
        }

        return Line($"{keyword} {Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length)}");
    }

    private TextSpan Line(string line)
    {
        var start = _text.Length;
        var single = line.ReplaceLineEndings(" ");
        _text.Append(single).Append('\n');
        _line++;
        return new TextSpan(start, single.Length);
    }
}
