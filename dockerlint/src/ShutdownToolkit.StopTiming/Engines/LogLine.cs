using System.Globalization;
using System.Text;

namespace ShutdownToolkit.StopTiming.Engines;

/// <summary>A line of the container's log, with the engine's time of it; bytes that are not text are shown escaped.</summary>
public sealed record LogLine(DateTimeOffset Time, string Text)
{
    internal static LogLine? Parse(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var stamp = space < 0 ? line : line[..space];
        // Nine digits of fraction: more than the parser takes.
        var dot = stamp.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && stamp.Length > dot + 8 && stamp.EndsWith('Z'))
        {
            stamp = string.Concat(stamp.AsSpan(0, dot + 8), "Z");
        }

        const DateTimeStyles universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return stamp.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(stamp, CultureInfo.InvariantCulture, universal, out var time)
            ? new LogLine(time, Printable(space < 0 ? "" : line[(space + 1)..]))
            : null;
    }

    /// <summary>Text that cannot move a terminal's cursor or colour it.</summary>
    internal static string Printable(string text)
    {
        var trimmed = text.TrimEnd('\r');
        if (!trimmed.Any(symbol => char.IsControl(symbol) && symbol != '\t'))
        {
            return trimmed;
        }

        var shown = new StringBuilder();
        foreach (var symbol in trimmed)
        {
            _ = char.IsControl(symbol) && symbol != '\t'
                ? shown.Append("\\x").Append(((int)symbol).ToString("x2", CultureInfo.InvariantCulture))
                : shown.Append(symbol);
        }

        return shown.ToString();
    }
}
