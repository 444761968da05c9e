using Dockerlint.Cli.Since;
using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.Cli.Rendering;

/// <summary>What <c>helm template</c> writes: above each document the template that it comes from.</summary>
/// <param name="chart">The chart's folder.</param>
internal sealed class HelmRendering(string chart, SourceText text, IFileReader reader) : IRendering
{
    private const string Mark = "# Source: ";

    public string Program => "helm template";

    public SourceText Text => text;

    public bool IsMadeOf(ChangedFiles changed) => changed.AnyBelow(chart);

    public SourceLocation Origin(SourceLocation place, out bool isCertain)
    {
        isCertain = false;
        if (Template(place) is not { } template || reader.TryRead(template) is not { } source)
        {
            // A packed subchart, or a document that names no template.
            var file = chart.Length == 0 ? ChartFolders.File : $"{chart}/{ChartFolders.File}";
            return (reader.TryRead(file) ?? new SourceText(file, "")).AtLine(1);
        }

        return LineMatch.Find(text, place.Line, source, new TextSpan(0, source.Content.Length), out isCertain) ?? source.AtLine(1);
    }

    /// <summary>The first name is the chart's own, which its folder need not have.</summary>
    private string? Template(SourceLocation place)
    {
        var mark = place.Span.Start == 0 ? -1 : text.Content.LastIndexOf("\n" + Mark, place.Span.Start, StringComparison.Ordinal);
        if (mark < 0 && !text.Content.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        var start = mark + 1 + Mark.Length;
        var end = text.Content.IndexOf('\n', start);
        var name = text.Content[start..(end < 0 ? text.Content.Length : end)].Trim();
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || name.Contains("..", StringComparison.Ordinal))
        {
            return null;
        }

        return chart.Length == 0 ? name[(slash + 1)..] : $"{chart}/{name[(slash + 1)..]}";
    }
}
