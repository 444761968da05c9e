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
    /// <summary>So many are compared one by one.</summary>
    private const int Few = 8;

    // Most of what is asked about has no finding or one, and is asked about one set each.
    private Dictionary<(string Rule, string Path, int Start), int>? _known;
    private List<Finding>? _findings;
    private List<SignalRoute>? _explained;

    public IReadOnlyList<Finding> Findings => _findings ?? (IReadOnlyList<Finding>)[];

    /// <summary>Some finding says how this stop ends.</summary>
    public bool Explains(Stop stop) => _explained?.Contains(stop.Route) == true;

    /// <summary>Those of another set, in its order.</summary>
    public void AddRange(IReadOnlyList<Finding> findings)
    {
        for (var i = 0; i < findings.Count; i++)
        {
            Add(findings[i]);
        }
    }

    /// <summary>Those of another set that say something new, whoever it is about.</summary>
    public void AddNew(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            if (IndexOf(finding, _findings ??= new(1)) < 0)
            {
                Add(finding);
            }
        }
    }

    /// <param name="judged">The stop that it is about; null for a workload as a whole.</param>
    public void Add(Finding finding, Stop? judged)
    {
        if (judged is not null && finding.Verdict is not (null or Verdict.Graceful or Verdict.Unknown))
        {
            (_explained ??= new(1)).Add(judged.Route);
        }

        Add(finding);
    }

    private void Add(Finding finding)
    {
        _findings ??= new(1);
        var index = IndexOf(finding, _findings);
        if (index < 0)
        {
            _known?.Add(KeyOf(finding), _findings.Count);
            _findings.Add(finding);
        }
        else if (finding.Subject.IsMoreSpecificThan(_findings[index].Subject))
        {
            _findings[index] = finding;
        }
    }

    private int IndexOf(Finding finding, List<Finding> findings)
    {
        var key = KeyOf(finding);
        if (findings.Count < Few)
        {
            for (var i = 0; i < findings.Count; i++)
            {
                if (KeyOf(findings[i]) == key)
                {
                    return i;
                }
            }

            return -1;
        }

        if (_known is null)
        {
            _known = [];
            for (var i = 0; i < findings.Count; i++)
            {
                _known.Add(KeyOf(findings[i]), i);
            }
        }

        return _known.TryGetValue(key, out var index) ? index : -1;
    }

    private static (string Rule, string Path, int Start) KeyOf(Finding finding) =>
        (finding.Rule.Id, finding.Location.Path, finding.Location.Span.Start);
}
