using System.Globalization;
using System.Text;
using System.Text.Json;
using Dockerlint.Stops;

namespace ShutdownToolkit.StopTiming;

/// <summary>The table and the JSON of <c>dockerlint ps</c>.</summary>
public static class RunningContainersReport
{
    private const int Schema = 1;
    private const int FirstProcess = 1;
    private const int Narrowest = 12;
    private const string Below = "    ";

    private static readonly string[] _head = ["NAME", "PID 1", "INIT", "SIGNAL", "CAUGHT", "GRACE", "VERDICT"];

    /// <summary>Would one of them be killed?</summary>
    public static bool AnyKilled(IReadOnlyList<RunningContainer> containers) =>
        containers.Any(container => container.Verdict == Verdict.KilledAfterGrace);

    /// <param name="columns">Of a line. Where the reasons do not fit, each stands below its row, in a line that may be longer; null: a line for each
    /// container.</param>
    public static string Text(IReadOnlyList<RunningContainer> containers, int? columns = null)
    {
        if (containers.Count == 0)
        {
            return "No container runs.\n";
        }

        var rows = containers.Select(static container => Row(container, $"{container.Verdict}: {container.Reason}")).Prepend(_head).ToList();
        if (columns is not { } room || Lines(rows).Max(static line => line.Length) <= room)
        {
            return string.Concat(Lines(rows).Select(static line => line + "\n"));
        }

        rows = [.. containers.Select(static container => Row(container, $"{container.Verdict}")).Prepend(_head)];
        Shorten(rows, FirstProcess, room);
        var text = new StringBuilder();
        foreach (var (line, index) in Lines(rows).Select(static (line, index) => (line, index)))
        {
            text.Append(line).Append('\n');
            if (index > 0)
            {
                text.Append(Below).Append(containers[index - 1].Reason).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string[] Row(RunningContainer container, string verdict) =>
    [
        container.Name,
        container.Pid1?.Shown ?? "?",
        container.HasInit ? "yes" : "no",
        container.StopSignal,
        container.HasInit ? "-" : container.Catches switch { true => "yes", false => "no", null => "?" },
        Grace(container) + (container.GraceIsDefault ? " (default)" : ""),
        verdict,
    ];

    private static IEnumerable<string> Lines(List<string[]> rows)
    {
        var widths = Enumerable.Range(0, _head.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>As much of that column as the others leave, but some of it.</summary>
    private static void Shorten(List<string[]> rows, int column, int room)
    {
        var most = Math.Max(Narrowest, rows.Max(row => row[column].Length) - (Lines(rows).Max(static line => line.Length) - room));
        foreach (var row in rows.Where(row => row[column].Length > most))
        {
            row[column] = row[column][..(most - 1)] + "…";
        }
    }

    private static string Grace(RunningContainer container) =>
        container.Grace < TimeSpan.Zero ? "endless" : string.Create(CultureInfo.InvariantCulture, $"{container.Grace.TotalSeconds:0} s");

    public static string Json(IReadOnlyList<RunningContainer> containers)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonReport.Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            json.WriteStartArray("containers");
            foreach (var container in containers)
            {
                json.WriteStartObject();
                json.WriteString("name", container.Name);
                json.WriteString("image", container.Image);
                JsonReport.Texts(json, "pid1", container.Pid1?.Argv ?? []);
                json.WriteBoolean("init", container.HasInit);
                json.WriteString("stopSignal", container.StopSignal);
                if (container.Catches is { } catches)
                {
                    json.WriteBoolean("caught", catches);
                }
                else
                {
                    json.WriteNull("caught");
                }

                json.WriteNumber("graceSeconds", container.Grace.TotalSeconds);
                json.WriteString("graceSource", container.GraceIsDefault ? "engine default" : "container");
                json.WriteString("verdict", container.Verdict.ToString());
                json.WriteString("reason", container.Reason);
                JsonReport.Texts(json, "chain", container.Chain);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
