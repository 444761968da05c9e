using System.Globalization;
using System.Net;
using System.Text;
using Dockerlint.Cli;

namespace Dockerlint.Tests.Pages;

/// <summary>The README's picture is what the command prints today, in colour, as SVG; <c>UPDATE_DOCS=1</c> draws it anew.</summary>
public sealed class PictureTests
{
    private const double Column = 8.4;
    private const int Row = 18;
    private const int Margin = 16;

    private static readonly string[] _words =
        ["trace", "samples/11-script-without-exec/broken", "samples/25-host-timeout-over-grace/broken/compose.yaml", "--color", "always"];

    [Fact]
    public void Trace_IsTheReadmesPicture()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(_words, new CommandHost
        {
            WorkingDirectory = Repository.Root, Input = static () => new MemoryStream(), Output = output, Error = error, IsUnicode = true,
        });

        Assert.Equal((0, ""), (code, error.ToString()));
        Repository.Matches(Path.Combine(Repository.Root, "docs", "trace.svg"), Svg(output.ToString().TrimEnd('\n')));
    }

    private static string Svg(string terminal)
    {
        var lines = $"\e[2m$\e[0m dockerlint {string.Join(' ', _words[..^2])}\n\n{terminal}".Split('\n');
        var width = (int)(lines.Max(Columns) * Column) + 2 * Margin;
        var height = lines.Length * Row + 2 * Margin;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
            <title>dockerlint trace: the signal's way and the time of two services</title>
            <rect width="100%" height="100%" rx="8" fill="#1b1f27"/>
            <g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#d5dae3">

            """);
        for (var i = 0; i < lines.Length; i++)
        {
            Line(lines[i], Margin + (i + 1) * Row - 4, svg);
        }

        return svg.Append("</g>\n</svg>\n").ToString();
    }

    /// <summary>One text for each colour, at its own column: no font decides where the next one stands.</summary>
    private static void Line(string line, int y, StringBuilder svg)
    {
        var (column, style, start) = (0, "", 0);
        while (start < line.Length)
        {
            var escape = line.IndexOf('\e', start);
            var end = escape < 0 ? line.Length : escape;
            var text = line[start..end];
            if (text.Trim().Length > 0)
            {
                var left = Margin + (column + text.Length - text.TrimStart().Length) * Column;
                var shown = text.Trim();
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left:0.#}\" y=\"{y}\" textLength=\"{shown.Length * Column:0.#}\"{style}>")
                    .Append(WebUtility.HtmlEncode(shown).Replace(' ', '\u00a0')).Append("</text>\n");
            }

            column += text.Length;
            if (escape < 0)
            {
                return;
            }

            var close = line.IndexOf('m', escape);
            style = Style(line[(escape + 2)..close]);
            start = close + 1;
        }
    }

    /// <summary>Without what only colours.</summary>
    private static int Columns(string line) => line.Split('\e').Select(static (part, i) => i == 0 ? part : part[(part.IndexOf('m') + 1)..]).Sum(
        static part => part.Length);

    private static string Style(string code) => code switch
    {
        "1" => " font-weight=\"bold\"",
        "2" => " fill=\"#8b94a5\"",
        "31" or "1;31" => " fill=\"#ff7b72\"",
        "32" or "1;32" => " fill=\"#7ee787\"",
        "33" or "1;33" => " fill=\"#e3b341\"",
        "34" or "1;34" => " fill=\"#79c0ff\"",
        _ => "",
    };
}
