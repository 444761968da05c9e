using System.Globalization;
using System.Net;
using System.Text;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Cli.Tracing;

/// <summary>One self-contained page for a review: every service's chain and its timeline as SVG; no script, nothing to fetch.</summary>
internal static class TraceHtml
{
    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>dockerlint trace</title>
        <style>

        """
        + ":root { --ink: #1b1f24; --soft: #59636e; --line: #d1d9e0; --back: #ffffff; --good: #1a7f37; --bad: #cf222e; "
        + "--unsure: #9a6700; --hook: #8250df; --spare: #d8e8dc; }\n"
        + "@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --back: #0d1117; "
        + "--good: #3fb950; --bad: #f85149; --unsure: #d29922; --hook: #ab7df8; --spare: #1d3325; } }\n"
        + "body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); margin: 2rem auto; "
        + "max-width: 60rem; padding: 0 1rem; }\n"
        + """
        h1 { font-size: 1.3rem; margin: 0 0 .25rem; }
        .summary { color: var(--soft); margin: 0 0 1.5rem; }
        section { border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.25rem; margin: 0 0 1.25rem; }
        h2 { font-size: 1.05rem; margin: 0; display: flex; gap: .75rem; align-items: baseline; flex-wrap: wrap; }
        h2 small, .place { color: var(--soft); font-weight: normal; font-size: .85rem; }
        .verdict { margin-left: auto; font-weight: 600; }
        .good { color: var(--good); } .bad { color: var(--bad); } .unsure { color: var(--unsure); } .dim { color: var(--soft); }
        ol { list-style: none; margin: .75rem 0; padding: 0; }
        li { border-left: 3px solid var(--line); padding: .2rem 0 .35rem .8rem; }

        """
        + "li.good { border-color: var(--good); color: inherit; } li.bad { border-color: var(--bad); color: inherit; } "
        + "li.unsure { border-color: var(--unsure); color: inherit; }\n"
        + """
        code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
        li p, .why { margin: .1rem 0 0; color: var(--soft); font-size: .9rem; }
        .why { color: var(--ink); }
        table { border-collapse: collapse; margin: 0 0 1.5rem; width: 100%; display: block; overflow-x: auto; }
        th, td { text-align: left; padding: .2rem 1rem .2rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
        th { color: var(--soft); font-weight: normal; font-size: .85rem; }
        a { color: inherit; }
        li b { color: var(--soft); font-weight: normal; font-size: .85rem; }
        section { overflow-x: auto; }
        svg { width: 100%; min-width: 34rem; height: auto; margin-top: .6rem; }
        svg text { font: 11px system-ui, sans-serif; fill: var(--soft); }
        </style>
        </head>
        <body>
        """;

    public static void Write(IReadOnlyList<TracedService> services, TextWriter output)
    {
        output.WriteLine(Head);
        var groups = TracedGroup.Of(services);
        var lost = groups.Count(
            static group => group.First.Stop.Route.Verdict is Verdict.KilledAfterGrace or Verdict.NeverTold or Verdict.CutShort
                or Verdict.FailsToStart);
        var late = groups.Count(static group => group.First.Stop.Budget.Slack < 0);
        output.WriteLine(
            $"<h1>What a stop does</h1>\n<p class=\"summary\">{Output.PlainText.Counted(groups.Count, "service")}; the signal is lost in "
                + $"{lost}, the time is too short in {late}.</p>");
        if (services.Count > 1)
        {
            WriteTable(groups, output);
        }

        for (var i = 0; i < groups.Count; i++)
        {
            Write(groups[i], i, output);
        }

        output.WriteLine("</body>\n</html>");
    }

    private static void WriteTable(List<TracedGroup> groups, TextWriter output)
    {
        output.WriteLine("<table>\n<tr><th>service</th><th>what a stop does</th><th>signal</th><th>grace</th><th>written in</th></tr>");
        for (var i = 0; i < groups.Count; i++)
        {
            var stop = groups[i].First.Stop;
            output.WriteLine(
                $"<tr><td><a href=\"#s{i}\">{Text(groups[i].Names)}</a></td><td class=\"{ClassOf(groups[i].First)}\">"
                    + $"{Text(groups[i].First.VerdictShown)}</td><td>{Text(stop.Container.StopSignal.Name ?? "?")}</td>"
                    + $"<td>{Timeline.Seconds(stop.Budget.Grace.Seconds)}</td><td class=\"place\">{Text(groups[i].Place)}</td></tr>");
        }

        output.WriteLine("</table>");
    }

    private static void Write(TracedGroup group, int number, TextWriter output)
    {
        var service = group.First;
        string[] places = [group.Place, .. group.OtherPlaces];
        var stop = service.Stop;
        var route = stop.Route;
        output.WriteLine(
            $"<section id=\"s{number}\">\n<h2>{Text(group.Names)} <small>{Text(string.Join(", ", places))}</small> <span "
                + $"class=\"verdict {ClassOf(service)}\">{Text(service.VerdictShown)}</span></h2>");
        output.WriteLine(
            $"<ol>\n<li><code>{stop.Container.Platform.Stop} → {Text(stop.Container.StopSignal.Name ?? "?")}</code> <span "
                + $"class=\"place\">{Text(stop.Container.StopSignal.Origin)}</span></li>");
        for (var i = 0; i < route.Hops.Count; i++)
        {
            var hop = route.Hops[i];
            output.WriteLine(
                $"<li class=\"{ClassOf(service, i)}\"><b>{service.Label(i)}</b> <code>{Text(TraceText.Quoted(hop.Argv))}</code> <span "
                    + $"class=\"place\">{Text(hop.Source?.ToString() ?? "")}</span><p>{Text(hop.Reason)}</p></li>");
        }

        output.WriteLine(
            $"</ol>\n<p class=\"why\">{Text(route.Reason)}"
                + $"{(route.Assumption is { } assumption ? $" <span class=\"dim\">if {Text(assumption)}</span>" : "")}</p>");
        var time = Timeline.Of(stop);
        output.WriteLine($"<p class=\"why\">{Text(time.Sum)}</p>");
        if (time is { End: > 0, Kill: not null })
        {
            output.WriteLine(Picture(time));
        }

        output.WriteLine("</section>");
    }

    private static string Picture(Timeline time)
    {
        const double Width = 880;
        var kill = time.Kill!.Value;
        double X(double seconds) => 10 + (seconds / time.End * (Width - 20));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} 66\" role=\"img\" aria-label=\"{Text(time.Sum)}\">");
        Bar(0, time.Signal, "--hook");
        var worked = Math.Min(time.Done ?? time.Signal, kill);
        Bar(time.Signal, worked, "--good");
        Bar(worked, kill, "--spare");
        if (time.Done > kill)
        {
            Bar(kill, time.Done.Value, "--bad");
        }

        Mark(time.Signal, Text(time.SignalMark), 56);
        Mark(kill, $"SIGKILL {Timeline.Seconds(kill)}", 12);
        if (time.Done is { } done && done != kill)
        {
            Mark(done, $"done {Timeline.Seconds(done)}", 56);
        }

        return svg.Append("</svg>").ToString();

        void Bar(double from, double to, string color)
        {
            if (to > from)
            {
                svg.Append(CultureInfo.InvariantCulture,
                    $"<rect x=\"{X(from):0.#}\" y=\"22\" width=\"{X(to) - X(from):0.#}\" height=\"18\" rx=\"2\" style=\"fill:var({color})\"/>");
            }
        }

        void Mark(double seconds, string text, int y)
        {
            var anchor = seconds < time.End * 0.1 ? "start" : seconds > time.End * 0.9 ? "end" : "middle";
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{X(seconds):0.#}\" x2=\"{X(seconds):0.#}\" y1=\"17\" y2=\"45\" "
                    + $"style=\"stroke:var(--ink)\"/><text x=\"{X(seconds):0.#}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>");
        }
    }

    private static string ClassOf(TracedService service) => service.Stop.IsShortOfTime ? "unsure" : service.Stop.Route.Verdict switch
    {
        Verdict.Graceful => "good",
        Verdict.Unknown => "dim",
        Verdict.EndedByDefault => "unsure",
        _ => "bad",
    };

    private static string ClassOf(TracedService service, int index)
    {
        var hop = service.Stop.Route.Hops[index];
        return hop switch
        {
            { CannotStart: true } => "bad",
            { Starts: StartsNext.Execs or StartsNext.ForksAndForwards } => "good",
            { Starts: StartsNext.ForksAndStays, Trap: TrapEffect.None } => "bad",
            { Starts: StartsNext.ForksAndStays or StartsNext.Unknown } => "unsure",
            _ => service.Handles(index) switch
            {
                HandlesSignal.Handles => "good",
                HandlesSignal.Ignores or HandlesSignal.DropsWork => "bad",
                _ => "unsure",
            },
        };
    }

    private static string Text(string text) => Output.SafeText.Markup(WebUtility.HtmlEncode(Output.LongWords.Cut(text)).ReplaceLineEndings(" "));
}
