using Dockerlint.Cli.Output;
using Dockerlint.SignalPath;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Cli.Tracing;

/// <summary>The way of the signal as a chain from the engine to the application; no wider than the terminal.</summary>
internal sealed class TraceText(TextStyle style)
{
    private const int CommandColumn = 11;

    private readonly TimelineText _timeline = new(style);
    private readonly Symbols _symbols = style.IsUnicode ? Symbols.Unicode : Symbols.Ascii;

    public void Write(IReadOnlyList<TracedService> services, TextWriter output)
    {
        if (services.Count > 1)
        {
            WriteTable(services, output);
            output.WriteLine();
        }

        var groups = TracedGroup.Of(services);
        for (var i = 0; i < groups.Count; i++)
        {
            if (i > 0)
            {
                output.WriteLine();
            }

            Write(groups[i], output);
        }
    }

    /// <summary>A line a service: who, what becomes of it, by which signal, in which time, and where it is written.</summary>
    private void WriteTable(IReadOnlyList<TracedService> services, TextWriter output)
    {
        var rows = services.Select(static service => (Service: service, Cells: new[]
        {
            PlainText.Printable(LongWords.Cut(service.Name)), service.VerdictShown,
            PlainText.Printable(service.Stop.Container.StopSignal.Name ?? "?"),
            "grace " + Timeline.Seconds(service.Stop.Budget.Grace.Seconds), PlainText.Printable(service.Stop.Container.Anchor.ToString()),
        })).ToList();
        var widths = Enumerable.Range(0, 5).Select(column => rows.Max(row => row.Cells[column].Length)).ToArray();

        // The place gives way first, then the name: the verdict never.
        widths[4] = Math.Clamp(style.Width - widths[0] - widths[1] - widths[2] - widths[3] - 8, 0, widths[4]);
        widths[0] = Math.Min(widths[0], Math.Max(12, style.Width - widths[1] - widths[2] - widths[3] - widths[4] - (widths[4] == 0 ? 6 : 8)));
        foreach (var (service, cells) in rows)
        {
            var verdict = cells[1].PadRight(widths[1]);
            var place = widths[4] < 12 ? "" : "  " + style.Dim(Ending(cells[4], widths[4]));
            output.WriteLine(
                $"{style.Bold(Shortened(cells[0], widths[0]).PadRight(widths[0]))}  {PaintVerdict(service, verdict)}  "
                    + $"{cells[2].PadRight(widths[2])}  "
                    + $"{cells[3].PadRight(widths[3])}{place}".TrimEnd());
        }
    }

    /// <summary>Of a long path the end says most.</summary>
    private string Ending(string text, int room) => text.Length <= room ? text : _symbols.More + text[^(room - _symbols.More.Length)..];

    private string PaintVerdict(TracedService service, string text) =>
        service.Stop.IsShortOfTime ? style.Yellow(text) : Paint(service.Stop.Route.Verdict, text);

    private void Write(TracedGroup group, TextWriter output)
    {
        var service = group.First;
        var stop = service.Stop;
        var route = stop.Route;
        var name = PlainText.Printable(LongWords.Cut(group.Names));
        var place = PlainText.Printable($"({stop.Container.Anchor})");
        var verdict = service.VerdictShown;
        WriteHeading(name, place, verdict, service, output);
        WriteLabelled("also ", string.Join(", ", group.OtherPlaces), output);
        var signal = $"{stop.Container.StopSignal.Name ?? "a signal that is not known"} ({stop.Container.StopSignal.Origin})";
        output.WriteLine($"  {stop.Container.Platform.Stop} {_symbols.Arrow} {PlainText.Printable(signal)}");
        for (var i = 0; i < route.Hops.Count; i++)
        {
            WriteHop(service, i, output);
        }

        WriteLabelled("why: ", route.Reason, output);
        if (route.Assumption is { } assumption)
        {
            WriteLabelled("if:  ", assumption, output);
        }

        var time = Timeline.Of(stop);
        WriteLabelled("time: ", time.Sum, output);
        foreach (var line in _timeline.Lines(time))
        {
            output.WriteLine("        " + line);
        }
    }

    /// <summary>The verdict at the right; where there is no room for both, the place has a line of its own.</summary>
    private void WriteHeading(string name, string place, string verdict, TracedService service, TextWriter output)
    {
        var isOneLine = name.Length + place.Length + verdict.Length + 4 <= style.Width;
        var beside = isOneLine ? "  " + style.Dim(place) : "";
        var room = style.Width - verdict.Length - (isOneLine ? place.Length + 2 : 0);
        var first = true;
        foreach (var line in PlainText.Wrap(name, room - 2))
        {
            var gap = new string(' ', Math.Max(2, room - line.Length));
            output.WriteLine(style.Bold(line) + (first ? beside + gap + PaintVerdict(service, verdict) : ""));
            first = false;
        }

        if (!isOneLine)
        {
            output.WriteLine("  " + style.Dim(place));
        }
    }

    private void WriteHop(TracedService service, int index, TextWriter output)
    {
        var hops = service.Stop.Route.Hops;
        var hop = hops[index];
        var isLast = index == hops.Count - 1;
        var place = hop.Source is { } source ? Shown(source) : "";
        var room = style.Width - CommandColumn - (place.Length == 0 ? 0 : place.Length + 2);
        var command = Shortened(Quoted(hop.Argv), Math.Max(24, room));
        var gap = new string(' ', Math.Max(2, style.Width - CommandColumn - command.Length - place.Length));
        var branch = isLast ? _symbols.Last : _symbols.Branch;
        output.WriteLine($"  {branch} {service.Label(index),-6} {style.Bold(command)}{gap}{style.Dim(place)}".TrimEnd());
        var (mark, does) = Describe(service, index);
        var sentence = hop.Reason.Length > 0 ? $"{does}: {hop.Reason}" : does;
        var first = true;
        foreach (var line in PlainText.Wrap(LongWords.Cut(sentence), style.Width - CommandColumn - 2))
        {
            var bar = isLast ? " " : _symbols.Bar;
            output.WriteLine($"  {bar}        {(first ? mark : " ")} {line}");
            first = false;
        }
    }

    private (string Mark, string Does) Describe(TracedService service, int index)
    {
        var hop = service.Stop.Route.Hops[index];
        return hop.Starts switch
        {
            _ when hop.CannotStart => (Bad, "does not start"),
            StartsNext.Execs => (Good, "becomes the next one"),
            StartsNext.ForksAndForwards => (Good, "passes the signal on"),
            StartsNext.ForksAndStays when hop.Trap == TrapEffect.None => (Bad, "stays in front, passes nothing on"),
            StartsNext.ForksAndStays => (Unsure, "stays in front, with a trap"),
            StartsNext.Unknown => (Unsure, "not known what it starts"),
            _ => service.Handles(index) switch
            {
                HandlesSignal.Handles => (Good, "handles the signal"),
                HandlesSignal.DefaultAction => (Unsure, "has no handler: ended at once"),
                HandlesSignal.Ignores => (Bad, "ignores the signal"),
                HandlesSignal.EndsAtOnce => (Unsure, "ended at once by its runtime's handler"),
                HandlesSignal.DropsWork => (Bad, "its handler ends it and drops open work"),
                _ => (Unsure, "handler unknown"),
            },
        };
    }

    private void WriteLabelled(string label, string text, TextWriter output)
    {
        var first = true;
        foreach (var line in text.Length == 0 ? [] : PlainText.Wrap(LongWords.Cut(text), style.Width - 2 - label.Length))
        {
            output.WriteLine($"  {(first ? style.Bold(label) : new string(' ', label.Length))}{line}");
            first = false;
        }
    }

    /// <summary>The file's name is enough beside the heading's path.</summary>
    private static string Shown(SourceLocation location) =>
        PlainText.Printable($"{location.Path[(location.Path.LastIndexOf('/') + 1)..]}:{location.Line}");

    internal static string Quoted(IReadOnlyList<Argument> words) =>
        string.Join(' ', words.Select(static word => NeedsQuotes(word.Text) ? $"\"{word.Text}\"" : word.Text));

    /// <summary>What a script writes in quotes has its own.</summary>
    private static bool NeedsQuotes(string word) =>
        word.Length == 0 || word.AsSpan().ContainsAny(' ', '\t', '\n') && word is not ['"', .., '"'] and not ['\'', .., '\''];

    private string Shortened(string command, int room)
    {
        var text = PlainText.Printable(command);
        return text.Length <= room ? text : text[..(room - _symbols.More.Length)] + _symbols.More;
    }

    private string Good => style.Green(_symbols.Good);

    private string Bad => style.Red(_symbols.Bad);

    private string Unsure => style.Yellow("?");

    private string Paint(Verdict verdict, string text) => verdict switch
    {
        Verdict.Graceful => style.Green(text),
        Verdict.Unknown => style.Dim(text),

        // Nothing was lost that it could have saved, or everything: it was never asked.
        Verdict.EndedByDefault => style.Yellow(text),
        _ => style.Red(text),
    };

    private sealed record Symbols(string Arrow, string Branch, string Last, string Bar, string Good, string Bad, string More)
    {
        public static readonly Symbols Unicode = new("→", "├", "└", "│", "✓", "✗", "…");

        public static readonly Symbols Ascii = new("->", "+", "+", "|", "v", "x", "...");
    }
}
