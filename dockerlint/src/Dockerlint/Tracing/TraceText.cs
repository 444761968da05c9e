using Dockerlint.Cli.Output;
using Dockerlint.SignalPath;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Cli.Tracing;

/// <summary>The way of the signal as a chain from the engine to the application; fits 80 columns.</summary>
internal sealed class TraceText(TextStyle style)
{
    private const int Width = 80;
    private const int CommandColumn = 11;

    private readonly TimelineText _timeline = new(style);
    private readonly Symbols _symbols = style.IsUnicode ? Symbols.Unicode : Symbols.Ascii;

    public void Write(IReadOnlyList<TracedService> services, TextWriter output)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (i > 0)
            {
                output.WriteLine();
            }

            Write(services[i], output);
        }
    }

    private void Write(TracedService service, TextWriter output)
    {
        var stop = service.Stop;
        var route = stop.Route;
        var name = PlainText.Printable(LongWords.Cut(service.Name));
        var place = PlainText.Printable($"({stop.Container.Anchor})");
        var verdict = service.VerdictShown;
        var gap = Math.Max(2, Width - name.Length - 2 - place.Length - verdict.Length);
        output.WriteLine(
            $"{style.Bold(name)}  {style.Dim(place)}{new string(' ', gap)}"
                + $"{(service.Stop.IsShortOfTime ? style.Yellow(verdict) : Paint(route.Verdict, verdict))}");
        var signal = $"{stop.Container.StopSignal.Name ?? "a signal that a variable names"} ({stop.Container.StopSignal.Origin})";
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

        // Grace and hook may be all that is known, and enough.
        if (route.Hops.Count == 0 && stop.Budget.PreStop.Seconds is 0)
        {
            return;
        }

        var time = Timeline.Of(stop);
        WriteLabelled("time: ", time.Sum, output);
        foreach (var line in _timeline.Lines(time))
        {
            output.WriteLine("        " + line);
        }
    }

    private void WriteHop(TracedService service, int index, TextWriter output)
    {
        var hops = service.Stop.Route.Hops;
        var hop = hops[index];
        var isLast = index == hops.Count - 1;
        var place = hop.Source is { } source ? Shown(source) : "";
        var label = index == 0 ? service.Stop.Container.IsPid1 ? "PID 1" : "main" : hops[index - 1].Starts == StartsNext.Execs ? "same" : "child";
        var room = Width - CommandColumn - (place.Length == 0 ? 0 : place.Length + 2);
        var command = Shortened(Quoted(hop.Argv), Math.Max(24, room));
        var gap = new string(' ', Math.Max(2, Width - CommandColumn - command.Length - place.Length));
        var branch = isLast ? _symbols.Last : _symbols.Branch;
        output.WriteLine($"  {branch} {label,-6} {style.Bold(command)}{gap}{style.Dim(place)}".TrimEnd());
        var (mark, does) = Describe(service, index);
        var sentence = hop.Reason.Length > 0 ? $"{does}: {hop.Reason}" : does;
        var first = true;
        foreach (var line in PlainText.Wrap(LongWords.Cut(sentence), Width - CommandColumn - 2))
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
                _ => (Unsure, "handler unknown"),
            },
        };
    }

    private void WriteLabelled(string label, string text, TextWriter output)
    {
        var first = true;
        foreach (var line in PlainText.Wrap(LongWords.Cut(text), Width - 2 - label.Length))
        {
            output.WriteLine($"  {(first ? style.Bold(label) : new string(' ', label.Length))}{line}");
            first = false;
        }
    }

    /// <summary>The file's name is enough beside the heading's path.</summary>
    private static string Shown(SourceLocation location) =>
        PlainText.Printable($"{location.Path[(location.Path.LastIndexOf('/') + 1)..]}:{location.Line}");

    private static string Quoted(IReadOnlyList<Argument> words) =>
        string.Join(' ',
            words.Select(static word => word.Text.Length == 0 || word.Text.AsSpan().ContainsAny(' ', '\t', '\n') ? $"\"{word.Text}\"" : word.Text));

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
        Verdict.Graceful or Verdict.EndedByDefault => style.Green(text),
        Verdict.Unknown => style.Dim(text),
        Verdict.CutShort => style.Yellow(text),
        _ => style.Red(text),
    };

    private sealed record Symbols(string Arrow, string Branch, string Last, string Bar, string Good, string Bad, string More)
    {
        public static readonly Symbols Unicode = new("→", "├", "└", "│", "✓", "✗", "…");

        public static readonly Symbols Ascii = new("->", "+", "+", "|", "v", "x", "...");
    }
}
