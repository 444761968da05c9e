using System.Text;
using Dockerlint.Text;

namespace ShutdownToolkit.Containers.Inputs;

/// <summary>Writes an app host's containers as a Compose file and keeps where each part of it stands in the code.</summary>
internal sealed class AspireCompose
{
    private readonly StringBuilder _text = new("services:\n");
    private readonly List<(int Start, SourceLocation Place)> _places = [];

    public string Content => _text.ToString();

    public SourceLocation PlaceOf(TextSpan span) => _places.FindLast(part => part.Start <= span.Start) is { Place.Source: not null } part
        ? part.Place : _places[0].Place;

    public void Add(AspireContainer container)
    {
        Line("  ", container.Name!, ":");
        At(container.Place);
        if (container.Context is { } context)
        {
            _text.Append("    build:\n");
            Key("      context: ", context);
            Key("      dockerfile: ", container.Dockerfile);
            Key("      target: ", container.Target);
        }

        Key("    image: ", container.Image);
        Words("entrypoint", container.Entrypoint is { } entrypoint ? [entrypoint] : []);
        Words("command", container.Arguments);
        Engine(container.EngineArguments);
        if (container.Environment.Count > 0)
        {
            _text.Append("    environment:\n");
            foreach (var variable in container.Environment)
            {
                if (variable.Value is null)
                {
                    // Without a value, as from a shell that nobody has seen.
                    _text.Append($"      {Quoted(variable.Key)}:\n");
                }

                Key($"      {Quoted(variable.Key)}: ", variable.Value);
            }
        }
    }

    /// <summary>Of <c>docker run</c>: what decides about the stop.</summary>
    private void Engine(List<Located<string>> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var (word, equals) = (arguments[i].Value, arguments[i].Value.IndexOf('='));
            var (option, value) = equals > 0 ? (word.Substring(0, equals), arguments[i] with { Value = word.Substring(equals + 1) })
                : (word, i + 1 < arguments.Count ? arguments[i + 1] : null);
            switch (option)
            {
                case "--init" when equals < 0 || value!.Value == "true":
                    Key("    init: ", arguments[i] with { Value = "true" }, isText: false);
                    break;
                case "--stop-timeout" when value is not null && int.TryParse(value.Value, out var seconds):
                    Key("    stop_grace_period: ", value with { Value = seconds < 0 ? "-1s" : value.Value + "s" });
                    break;
                case "--stop-signal" when value is not null:
                    Key("    stop_signal: ", value);
                    break;
                case "--pid" when value is not null:
                    Key("    pid: ", value);
                    break;
                case "--entrypoint" when value is not null:
                    Words("entrypoint", [value]);
                    break;
            }
        }
    }

    private void Words(string key, List<Located<string>> words)
    {
        if (words.Count == 0)
        {
            return;
        }

        _text.Append("    ").Append(key).Append(":\n");
        foreach (var word in words)
        {
            Key("    - ", word);
        }
    }

    private void Key(string before, Located<string>? value, bool isText = true)
    {
        if (value is not null)
        {
            _text.Append(before);
            At(value.Location);
            _text.Append(isText ? Quoted(value.Value) : value.Value).Append('\n');
        }
    }

    private void Line(string before, Located<string> value, string after)
    {
        _text.Append(before);
        At(value.Location);
        _text.Append(Quoted(value.Value)).Append(after).Append('\n');
    }

    private void At(SourceLocation place) => _places.Add((_text.Length, place));

    /// <summary>Nothing here is a variable of Compose.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            quoted.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '$' => "$$",
                _ => character.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
