using Dockerlint.Findings;

namespace Dockerlint.Rules;

/// <summary>
/// Findings, one for each defect at one place: an image that a service and a pod run is seen three times. The most specific subject speaks,
/// as it alone knows the grace; among equals the first.
/// </summary>
public sealed class FindingSet
{
    private readonly Dictionary<(string Rule, string Path, int Start), int> _known = [];
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    public void AddRange(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            Add(finding);
        }
    }

    public void Add(Finding finding)
    {
        var key = (finding.Rule.Id, finding.Location.Path, finding.Location.Span.Start);
        if (!_known.TryGetValue(key, out var index))
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
