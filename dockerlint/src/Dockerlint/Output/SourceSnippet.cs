using System.Globalization;
using Dockerlint.Text;

namespace Dockerlint.Cli.Output;

/// <summary>The line a finding points at, with its part underlined; a window of it when it is long.</summary>
internal sealed class SourceSnippet
{
    private const string Cut = "...";

    private SourceSnippet(string line, string underline, int number)
    {
        Line = line;
        Underline = underline;
        Number = number.ToString(CultureInfo.InvariantCulture);
    }

    public string Line { get; }

    public string Underline { get; }

    public string Number { get; }

    public static SourceSnippet Of(SourceLocation location, int width)
    {
        var start = location.Start;
        var span = location.Source.LineSpan(start.Line);
        var from = Math.Min(start.Column - 1, span.Length);
        var to = Math.Clamp(location.Span.End - span.Start, from, span.Length);
        var first = span.Length <= width || from < width - 20 ? 0 : from - 10;
        var last = Math.Min(span.Length, first + width - Cut.Length - (first > 0 ? Cut.Length : 0));
        if (span.Length <= width)
        {
            last = span.Length;
        }

        var text = PlainText.Printable(location.Source.Content.Substring(span.Start + first, last - first));
        var lead = first > 0 ? Cut : "";
        var length = Math.Max(1, Math.Min(to, last) - from);
        return new SourceSnippet(lead + text + (last < span.Length ? Cut : ""), new string(' ', lead.Length + from - first) + new string('^', length),
            start.Line);
    }
}
