using Dockerlint.Cli.Inputs;
using Dockerlint.Findings;
using Dockerlint.Suppression;
using Dockerlint.Text;

namespace Dockerlint.Cli.Rendering;

/// <summary>Findings about rendered texts, at the places of their sources.</summary>
internal static class RenderedFindings
{
    public static IReadOnlyList<Finding> AtSources(IReadOnlyList<Finding> findings, InputSet set)
    {
        if (set.Renderings.Count == 0)
        {
            return findings;
        }

        // What the program has taken away of the sources' comments still counts.
        var comments = new Suppressions();
        var seen = new HashSet<(string Rule, SourceLocation Place, string Message)>();
        var mapped = new List<Finding>();
        var rest = new List<Finding>();
        foreach (var finding in findings)
        {
            if (set.Renderings.TryGetValue(finding.Location.Path, out var rendering))
            {
                var at = AtSource(finding, rendering, set);
                if (seen.Add((at.Rule.Id, at.Location, at.Message)))
                {
                    comments.Read(at.Location.Source, SourceKind.Yaml);
                    mapped.Add(at);
                }
            }
            else
            {
                rest.Add(WithEvidenceAtSources(finding, set));
            }
        }

        // A comment that silences nothing here may silence something of another overlay.
        rest.AddRange(comments.Apply(mapped).Where(finding => finding.Rule != Rules.Input.UnusedIgnore.Definition || mapped.Contains(finding)));
        rest.Sort(InReadingOrder);
        return rest;
    }

    private static Finding AtSource(Finding finding, IRendering rendering, InputSet set)
    {
        var text = rendering.Text;
        var line = text.Slice(text.LineSpan(finding.Location.Line)).Trim();
        var place = rendering.Origin(finding.Location, out var isCertain);
        var note = $"{rendering.Program} makes of it, in line {finding.Location.Line}: {line}"
            + (isCertain ? "" : " (where in this file that comes from is not certain)");
        var changed = WithEvidenceAtSources(finding, set);
        return changed with { Location = place, Fix = null, Evidence = [.. changed.Evidence, new Evidence(note, place)] };
    }

    private static Finding WithEvidenceAtSources(Finding finding, InputSet set)
    {
        var isTouched = finding.Evidence.Any(link => link.Location is { } place && set.Renderings.ContainsKey(place.Path));
        return !isTouched ? finding : finding with
        {
            Evidence = [.. finding.Evidence.Select(link => link.Location is { } place && set.Renderings.TryGetValue(place.Path, out var rendering)
                ? link with { Location = rendering.Origin(place, out _) } : link)],
        };
    }

    private static int InReadingOrder(Finding a, Finding b)
    {
        var order = string.CompareOrdinal(a.Location.Path, b.Location.Path);
        order = order != 0 ? order : a.Location.Span.Start.CompareTo(b.Location.Span.Start);
        order = order != 0 ? order : string.CompareOrdinal(a.Rule.Id, b.Rule.Id);
        return order != 0 ? order : string.CompareOrdinal(a.Subject.Text, b.Subject.Text);
    }
}
