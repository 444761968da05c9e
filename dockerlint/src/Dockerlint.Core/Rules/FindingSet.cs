using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules;

/// <summary>
/// Findings, one for each defect at one place: an image that a service and a pod run is seen three times. The most specific subject speaks,
/// as it alone knows the grace; among equals the first.
/// </summary>
public sealed class FindingSet
{
    // Most of what is asked about has no finding, and is asked about one set each.
    private Dictionary<(string Rule, string Path, int Start), int>? _known;
    private List<Finding>? _findings;
    private HashSet<SignalRoute>? _explained;

    public IReadOnlyList<Finding> Findings => _findings ?? (IReadOnlyList<Finding>)[];

    /// <summary>Some finding says how this stop ends.</summary>
    public bool Explains(Stop stop) => _explained?.Contains(stop.Route) == true;

    /// <summary>Those of another set, in its order.</summary>
    public void AddRange(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            Add(finding);
        }
    }

    /// <param name="judged">The stop that it is about; null for a workload as a whole.</param>
    public void Add(Finding finding, Stop? judged)
    {
        if (judged is not null && finding.Verdict is not (null or Verdict.Graceful or Verdict.Unknown))
        {
            (_explained ??= []).Add(judged.Route);
        }

        Add(finding);
    }

    private void Add(Finding finding)
    {
        var key = (finding.Rule.Id, finding.Location.Path, finding.Location.Span.Start);
        _findings ??= [];
        if (!(_known ??= []).TryGetValue(key, out var index))
        {
            _known.Add(key, _findings.Count);
            _findings.Add(finding);
        }
        else if (finding.Subject.IsMoreSpecificThan(_findings[index].Subject))
        {
            _findings[index] = finding;
        }
    }
}
