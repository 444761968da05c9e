using Dockerlint.Cli.Output;

namespace Dockerlint.Cli.Tracing;

/// <summary>The budget as a bar of characters under its sum.</summary>
internal sealed class TimelineText(TextStyle style)
{
    private const int Columns = 60;

    /// <summary>With the names under it.</summary>
    private const int MarkColumns = 72;

    public IEnumerable<string> Lines(Timeline time)
    {
        if (time.End <= 0 || time.Kill is not { } kill)
        {
            yield break;
        }

        int At(double seconds) => (int)Math.Round(seconds / time.End * Columns);
        var signal = At(time.Signal);
        var killed = At(kill);
        var done = At(time.Done ?? time.Signal);
        var (hook, work, lost, spare) = style.IsUnicode ? ('▒', '█', '×', '·') : ('-', '#', 'x', '.');
        var worked = Math.Min(done, killed);
        yield return new string(hook, signal) + style.Green(new string(work, Math.Max(0, worked - signal)))
            + (done > killed ? style.Red(new string(lost, done - killed)) : style.Dim(new string(spare, killed - worked)));
        yield return Marks(time, signal, killed, done);
    }

    /// <summary>Names under the places they belong to; one that would run into another goes behind it.</summary>
    private static string Marks(Timeline time, int signal, int killed, int done)
    {
        var marks = new List<(int Column, string Text)>
        {
            (signal, "^" + time.SignalMark), (killed, $"^SIGKILL {Timeline.Seconds(time.Kill)}"),
        };
        if (time.Done is { } end)
        {
            marks.Add((done, $"^done {Timeline.Seconds(end)}"));
        }

        marks.Sort(static (a, b) => a.Column.CompareTo(b.Column));
        var line = "";
        var room = MarkColumns - marks.Sum(static mark => mark.Text.Length + 1) + 1;
        foreach (var (column, text) in marks)
        {
            // What stands behind it needs its room, too.
            line = line.PadRight(Math.Max(line.Length == 0 ? 0 : line.Length + 1, Math.Min(column, room))) + text;
            room += text.Length + 1;
        }

        return line;
    }
}
