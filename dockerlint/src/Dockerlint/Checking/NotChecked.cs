using Dockerlint.Cli.Output;
using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Cli.Checking;

/// <summary>A template, and the chart that it is a part of.</summary>
/// <param name="Chart">The chart's folder; null: none.</param>
/// <param name="IsOfLibrary">Nothing comes of the chart by itself: it is checked in those that use it.</param>
internal sealed record UncheckedTemplate(SourceLocation Mark, string? Chart, bool IsOfLibrary);

/// <summary>A file that was found and not looked at.</summary>
internal sealed record UncheckedFile(string Path, string Reason);

/// <summary>One sentence about what was not checked.</summary>
/// <param name="Path">Null: it is about no one place.</param>
internal sealed record UncheckedItem(string Kind, string Sentence, string? Path = null, int Line = 1);

/// <summary>Of what the report does not speak. Every format says so.</summary>
internal sealed record NotChecked
{
    /// <summary>Beyond it one sentence is about all of them.</summary>
    private const int Few = 3;

    public static readonly NotChecked Nothing = new();

    public IReadOnlyList<UncheckedTemplate> Templates { get; init; } = [];

    public IReadOnlyList<UncheckedFile> Files { get; init; } = [];

    /// <summary>Of which too little is known to say what they start.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Objects that may make pods and whose kind is not read, by kind.</summary>
    public IReadOnlyDictionary<string, int> Kinds { get; init; } = new Dictionary<string, int>();

    /// <summary><c>--strict</c> fails on it. An image that is not known was checked as far as it is known.</summary>
    public bool HasFiles => Templates.Any(static template => !template.IsOfLibrary) || Files.Count + Kinds.Count > 0;

    public IEnumerable<UncheckedItem> Items => [.. Unsaid, .. Files.Select(OfFile), .. ImageItem is { } images ? (UncheckedItem[])[images] : []];

    /// <summary>Without what standard error says of every run, and without images, of which the text's summary speaks.</summary>
    public IEnumerable<UncheckedItem> Unsaid => [.. Charts(), .. Libraries(), .. Single(), .. Kinds.Select(OfKind)];

    private UncheckedItem? ImageItem => Images.Count == 0 ? null
        : new UncheckedItem("image", $"{PlainText.Counted(Images.Count, "image")} not known: {string.Join(", ", Images)}");

    private IEnumerable<UncheckedItem> Charts()
    {
        var charts = Templates.Where(static template => template is { Chart: not null, IsOfLibrary: false })
            .GroupBy(static template => template.Chart!)
            .OrderBy(static chart => chart.Key, StringComparer.Ordinal).ToList();
        if (charts.Count > Few)
        {
            var count = charts.Sum(static chart => chart.Count());
            return [new UncheckedItem("chart",
                $"{PlainText.Counted(charts.Count, "chart")}, {PlainText.Counted(count, "template")} not checked: --render, or "
                    + "helm template CHART | dockerlint -")];
        }

        return charts.Select(static chart => new UncheckedItem("chart",
            $"{NameOf(chart.Key)}: {PlainText.Counted(chart.Count(), "template")} not checked: --render, or helm template {NameOf(chart.Key)} "
                + "| dockerlint -", chart.First().Mark.Path, chart.First().Mark.Line));
    }

    private IEnumerable<UncheckedItem> Libraries() => Templates.Where(static template => template.IsOfLibrary)
        .GroupBy(static template => template.Chart!)
        .OrderBy(static chart => chart.Key, StringComparer.Ordinal)
        .Select(static chart => new UncheckedItem("chart", $"{NameOf(chart.Key)}: {PlainText.Counted(chart.Count(), "template")} of a library, "
            + "checked in the charts that use it", chart.First().Mark.Path, chart.First().Mark.Line));

    private IEnumerable<UncheckedItem> Single()
    {
        var others = Templates.Where(static template => template.Chart is null).ToList();
        return others.Count > Few
            ? [new UncheckedItem("template", $"{others.Count} templates not checked, {others[0].Mark.Path} the first of them: render them, and "
                + "… | dockerlint -")]
            : others.Select(static template => new UncheckedItem(
                "template", $"{template.Mark.Path}: {TemplateMarks.Describe(template.Mark)}, not checked; render it first: … | dockerlint -",
                template.Mark.Path, template.Mark.Line));
    }

    private static UncheckedItem OfFile(UncheckedFile file) => new("file", $"{file.Path}: {file.Reason}", file.Path);

    private static UncheckedItem OfKind(KeyValuePair<string, int> kind) =>
        new("kind", $"{PlainText.Counted(kind.Value, "object")} of kind {kind.Key} not read");

    private static string NameOf(string chart) => chart.Length == 0 ? "." : chart;
}
