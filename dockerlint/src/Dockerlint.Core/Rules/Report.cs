using Dockerlint.Findings;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Rules;

/// <summary>Takes findings; the same defect seen by way of several containers is one finding.</summary>
public sealed class Report
{
    private readonly HashSet<(string Rule, string Path, int Start)> _known = [];
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The rule being asked; set by the linter.</summary>
    internal RuleInfo Rule { get; set; } = null!;

    internal string Subject { get; set; } = "";

    public void Add(SourceLocation location, string message, Severity? severity = null, Verdict? verdict = null, IReadOnlyList<Evidence>? evidence = null, Fix? fix = null)
    {
        if (_known.Add((Rule.Id, location.Path, location.Span.Start)))
        {
            _findings.Add(new Finding(Rule, severity ?? Rule.DefaultSeverity, location, message)
            {
                Verdict = verdict, Subject = Subject, Evidence = evidence ?? [], Fix = fix,
            });
        }
    }
}
