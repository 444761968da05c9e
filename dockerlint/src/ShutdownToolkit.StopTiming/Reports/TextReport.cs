using System.Globalization;
using System.Text;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Processes;
using ShutdownToolkit.StopTiming.Stopping;

namespace ShutdownToolkit.StopTiming;

/// <summary>A report to read: verdict, reason, who was told, and what happened second by second.</summary>
public static class TextReport
{
    public static string Write(StopReport report, Prediction? prediction = null)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Target}: {report.Verdict}{(report.Slow ? ", slow" : "")}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  {report.Worst.Reason}{(report.Worst.Judgement.Inferred ? " (inferred)" : "")}");
        text.AppendLine(report.Runs.Count == 1
            ? string.Create(
                CultureInfo.InvariantCulture, $"  {report.Maximum.TotalSeconds:0.000} s of {Grace(report)} grace, exit code {report.Worst.ExitCode}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"  {report.Runs.Count} runs: min {report.Minimum.TotalSeconds:0.000} s, median {report.Median.TotalSeconds:0.000} s, max "
                + $"{report.Maximum.TotalSeconds:0.000} s of {Grace(report)} grace"));
        if (prediction is not null)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {prediction.Beside(report)}");
        }

        text.AppendLine();
        text.Append(Story(report.Worst));
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>One run, second by second.</summary>
    public static string Story(MeasuredStop run)
    {
        var text = new StringBuilder();
        foreach (var process in run.Processes)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture, $"  pid {process.Pid,-4} {process.Shown}: {Told(process)}, {Handles(process, run.StopSignal)}");
        }

        if (run.ZombiesBefore > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {StopJudge.Plural(run.ZombiesBefore, "zombie")} before the stop: PID 1 does not reap");
        }

        foreach (var moment in run.Timeline)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {moment.Seconds,8:0.000} s  {moment.What}");
        }

        if (run.Requests is { } requests)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  requests: {requests}");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    internal static string Told(ContainerProcess process) => process.Exec ? "not part of the application" : process.Told switch
    {
        true => "told",
        false => "not told",
        null => "perhaps told",
    };

    internal static string Handles(ContainerProcess process, string signal) =>
        Signals.Number(signal) is not { } number || process.Caught is null ? "its signals could not be read"
        : KnownInit.Is(process) ? "an init, passes signals on"
        : process.Ignores(number) == true ? $"ignores {signal}"
        : process.Catches(number) == true ? $"catches {signal}"
        : $"no handler for {signal}";

    private static string Grace(StopReport report) => report.Grace < TimeSpan.Zero ? "endless"
        : string.Create(CultureInfo.InvariantCulture, $"{report.Grace.TotalSeconds:0.##} s");
}
