using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ShutdownToolkit.StopTiming.Processes;

namespace ShutdownToolkit.StopTiming;

/// <summary>The versioned JSON of <c>dockerlint time --format json</c>; written by hand, so that native AOT needs no reflection.</summary>
public static class JsonReport
{
    private const int Schema = 1;

    internal static JsonWriterOptions Indented { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(StopReport report, Prediction? prediction = null)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            json.WriteString("target", report.Target);
            json.WriteNumber("graceSeconds", report.Grace.TotalSeconds);
            json.WriteStartArray("runs");
            foreach (var run in report.Runs)
            {
                Run(json, run);
            }

            json.WriteEndArray();
            json.WriteStartObject("summary");
            json.WriteString("verdict", report.Verdict.ToString());
            json.WriteNumber("minSeconds", Seconds(report.Minimum));
            json.WriteNumber("medianSeconds", Seconds(report.Median));
            json.WriteNumber("maxSeconds", Seconds(report.Maximum));
            json.WriteBoolean("slow", report.Slow);
            json.WriteEndObject();
            if (prediction is not null)
            {
                Predicted(json, prediction, report);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Predicted(Utf8JsonWriter json, Prediction prediction, StopReport report)
    {
        json.WriteStartObject("prediction");
        json.WriteString("verdict", prediction.Verdict.ToString());
        if (prediction.AtWorst is { } worst)
        {
            json.WriteString("atWorst", worst.ToString());
        }

        json.WriteString("reason", prediction.Reason);
        if (prediction.AgreesWith(report) is { } agrees)
        {
            json.WriteBoolean("agrees", agrees);
        }
        else
        {
            json.WriteNull("agrees");
        }

        json.WriteEndObject();
    }

    private static void Run(Utf8JsonWriter json, MeasuredStop run)
    {
        json.WriteStartObject();
        json.WriteString("verdict", run.Verdict.ToString());
        json.WriteString("reason", run.Reason);
        json.WriteBoolean("inferred", run.Judgement.Inferred);
        json.WriteString("stopSignal", run.StopSignal);
        json.WriteString("sentAt", run.SentAt);
        json.WriteNumber("seconds", Seconds(run.Duration));
        json.WriteNumber("exitCode", run.ExitCode);
        json.WriteBoolean("killed", run.Killed);
        json.WriteBoolean("oomKilled", run.OomKilled);
        if (run.Pid1 is { } first)
        {
            json.WriteStartObject("pid1");
            Texts(json, "argv", first.Argv);
            Signals(json, "caughtSignals", first.Caught);
            Signals(json, "ignoredSignals", first.Ignored);
            Signals(json, "blockedSignals", first.Blocked);
            json.WriteBoolean("init", run.HasInit);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("pid1");
        }

        json.WriteStartArray("processes");
        foreach (var process in run.Processes)
        {
            Process(json, process);
        }

        json.WriteEndArray();
        json.WriteNumber("zombiesBefore", run.ZombiesBefore);
        Rest(json, run);
        json.WriteEndObject();
    }

    private static void Rest(Utf8JsonWriter json, MeasuredStop run)
    {
        if (run.Requests is { } requests)
        {
            json.WriteStartObject("requests");
            json.WriteNumber("inFlight", requests.InFlight);
            json.WriteNumber("completed", requests.Completed);
            json.WriteNumber("cut", requests.Cut);
            json.WriteNumber("cutAfter", requests.CutAfter);
            json.WriteNumber("refusedAfter", requests.RefusedAfter);
            json.WriteNumber("acceptedAfter", requests.AcceptedAfter);
            json.WriteEndObject();
        }

        if (run.PreStop is { } preStop)
        {
            json.WriteStartObject("preStop");
            json.WriteNumber("seconds", Math.Round(preStop.Seconds, 3));
            if (preStop.ExitCode is { } code)
            {
                json.WriteNumber("exitCode", code);
            }

            json.WriteEndObject();
        }

        if (run.LogAfterSignal is { } lines)
        {
            Texts(json, "logAfterSignal", lines.Select(line => line.Text));
        }
        else
        {
            json.WriteNull("logAfterSignal");
        }

        json.WriteStartArray("timeline");
        foreach (var moment in run.Timeline)
        {
            json.WriteStartObject();
            json.WriteNumber("seconds", Math.Round(moment.Seconds, 3));
            json.WriteString("what", moment.What);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Process(Utf8JsonWriter json, ContainerProcess process)
    {
        json.WriteStartObject();
        json.WriteNumber("pid", process.Pid);
        json.WriteNumber("parent", process.Parent);
        Texts(json, "argv", process.Argv);
        Signals(json, "caughtSignals", process.Caught);
        if (process.Told is { } told)
        {
            json.WriteBoolean("told", told);
        }
        else
        {
            json.WriteNull("told");
        }

        json.WriteEndObject();
    }

    internal static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Signals(Utf8JsonWriter json, string name, SignalSet? signals)
    {
        if (signals is { } known)
        {
            Texts(json, name, known.Names);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
