using System.Globalization;
using System.Net;
using System.Text;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming.Processes;

namespace ShutdownToolkit.StopTiming;

/// <summary>The worst run as a picture: one bar a process, from the signal to its end, and the log along the axis.</summary>
public static class SvgReport
{
    private const int Width = 960, Left = 300, Right = 40, Row = 26, Top = 64;

    public static string Write(StopReport report)
    {
        var run = report.Worst;
        var ends = run.Timeline.Select(moment => moment.Seconds).Append(run.Duration.TotalSeconds).Append(0.1).Max();
        var starts = Math.Min(0, run.Timeline.Select(moment => moment.Seconds).DefaultIfEmpty(0).Min());
        var processes = run.Processes.Where(process => !process.Exec).ToList();
        var moments = run.Timeline
            .Where(moment => moment.What.StartsWith("log: ", StringComparison.Ordinal) || moment.What.Contains(" sent to ", StringComparison.Ordinal))
            .Take(20).ToList();
        var height = Top + ((processes.Count + moments.Count + 2) * Row);
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\" "
            + $"aria-label=\"{Text($"{report.Target}: {run.Verdict}")}\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"#ffffff\"/>\n");
        var seconds = run.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
        Label(svg, 12, 24, $"{report.Target}: {run.Verdict}, {seconds} s, exit code {run.ExitCode}", "#1f2328", bold: true);
        Label(svg, 12, 44, Cut(run.Reason, 130), "#59636e");
        var y = Top;
        foreach (var process in processes)
        {
            var gone = run.Timeline.FirstOrDefault(moment => moment.What == $"`{process.Shown}` (pid {process.Pid}) is gone")?.Seconds
                ?? run.Duration.TotalSeconds;
            Label(svg, 12, y + 17, Cut(process.Shown, 40), "#1f2328");
            var title = Text($"{TextReport.Told(process)}, {TextReport.Handles(process, run.StopSignal)}");
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{X(0):0.#}\" y=\"{y + 5}\" width=\"{Math.Max(2, X(gone) - X(0)):0.#}\" height=\"{Row - 10}\" rx=\"3\" "
                + $"fill=\"{Colour(process, run)}\"><title>{title}</title></rect>\n");
            y += Row;
        }

        foreach (var moment in moments)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{X(moment.Seconds):0.#}\" x2=\"{X(moment.Seconds):0.#}\" y1=\"{Top}\" y2=\"{y + 14}\" stroke=\"#8c959f\" "
                + $"stroke-dasharray=\"2 3\"/>\n");
            Label(svg, 12, y + 17, Cut($"{moment.Seconds.ToString("0.000", CultureInfo.InvariantCulture)} s  {moment.What}", 110), "#59636e");
            y += Row;
        }

        svg.Append("</svg>\n");
        return svg.ToString();

        double X(double seconds) => Left + ((seconds - starts) / (ends - starts) * (Width - Left - Right));
    }

    // Green: it was told and has a handler. Red: it has one and was not told. Grey: no handler, or nobody knows.
    private static string Colour(ContainerProcess process, MeasuredStop run) =>
        run.Killed ? "#cf222e"
        : KnownInit.Is(process) || Signals.Number(run.StopSignal) is not { } signal || process.Catches(signal) != true ? "#8c959f"
        : process.Told switch { true => "#1a7f37", false => "#cf222e", null => "#9a6700" };

    private static void Label(StringBuilder svg, int x, int y, string text, string colour, bool bold = false) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x}\" y=\"{y}\" fill=\"{colour}\"{(bold ? " font-weight=\"bold\"" : "")}>{Text(text)}</text>\n");

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
