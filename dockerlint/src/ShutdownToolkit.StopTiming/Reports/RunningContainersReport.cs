using System.Globalization;
using System.Text;
using System.Text.Json;
using Dockerlint.Stops;

namespace ShutdownToolkit.StopTiming;

/// <summary>The table and the JSON of <c>dockerlint ps</c>.</summary>
public static class RunningContainersReport
{
    private const int Schema = 1;

    /// <summary>Would one of them be killed?</summary>
    public static bool AnyKilled(IReadOnlyList<RunningContainer> containers) =>
        containers.Any(container => container.Verdict == Verdict.KilledAfterGrace);

    public static string Text(IReadOnlyList<RunningContainer> containers)
    {
        if (containers.Count == 0)
        {
            return "No container runs.\n";
        }

        List<string[]> rows = [["NAME", "PID 1", "INIT", "SIGNAL", "CAUGHT", "GRACE", "VERDICT"]];
        rows.AddRange(containers.Select(container => new[]
        {
            container.Name,
            container.Pid1?.Shown ?? "?",
            container.HasInit ? "yes" : "no",
            container.StopSignal,
            container.HasInit ? "-" : container.Catches switch { true => "yes", false => "no", null => "?" },
            Grace(container) + (container.GraceIsDefault ? " (default)" : ""),
            $"{container.Verdict}: {container.Reason}",
        }));
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        }

        return text.ToString();
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
