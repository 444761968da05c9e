namespace Dockerlint.Text;

/// <summary>One word of a command line.</summary>
/// <param name="Value">Null: not known before run time.</param>
/// <param name="Text">For messages: the value, or the word as written.</param>
/// <param name="Location">Null: a fact about an image rather than written in a file.</param>
public readonly record struct Argument(string? Value, string Text, SourceLocation? Location)
{
    /// <summary>Maps offsets in <see cref="Value"/> to the file, where the two differ by more than surrounding quotes.</summary>
    public Func<TextSpan, SourceLocation>? Map { get; init; }

    public static Argument Known(string value, SourceLocation? location) => new(value, value, location);

    /// <summary>The place of a part of <see cref="Value"/>; the whole argument where it cannot be told exactly.</summary>
    public SourceLocation? Locate(TextSpan span)
    {
        if (Map is not null)
        {
            return Map(span);
        }

        if (Location is not { } location || Value is null)
        {
            return Location;
        }

        return StandsAt(location, Value)
            ? location.Source.At(new TextSpan(location.Span.Start + ((location.Span.Length - Value.Length) / 2) + span.Start, span.Length))
            : location;
    }

    /// <summary>Character by character, apart from quotes around it: no <see cref="Map"/> is needed.</summary>
    internal static bool StandsAt(SourceLocation location, string value) => (location.Span.Length - value.Length) is (0 or 2) and var quotes
        && string.CompareOrdinal(location.Source.Content, location.Span.Start + (quotes / 2), value, 0, value.Length) == 0;
}
