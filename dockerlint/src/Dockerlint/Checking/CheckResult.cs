using Dockerlint.Findings;
using Dockerlint.Text;

namespace Dockerlint.Cli.Checking;

/// <summary>What is shown: sorted, with the severities that hold for each file.</summary>
internal sealed record CheckResult(IReadOnlyList<Finding> Findings, IReadOnlyList<InputError> Errors, int Files)
{
    /// <summary>Findings that the baseline knows.</summary>
    public int Known { get; init; }

    public NotChecked NotChecked { get; init; } = NotChecked.Nothing;

    /// <summary><c>--images</c> was given: what is unknown now stays so.</summary>
    public bool LookedAtImages { get; init; }

    /// <summary>Of files that have not changed, with <c>--since</c>: their number.</summary>
    public int UnchangedErrors { get; init; }

    /// <summary>Paths of inputs that no fix can be written into: standard input.</summary>
    public IReadOnlySet<string> Streams { get; init; } = new HashSet<string>();

    /// <summary>Whether <c>--fix</c> alone would mend it.</summary>
    public bool IsFixable(Finding finding) => finding.Fix is { IsSafe: true } && !Streams.Contains(finding.Location.Path);

    public int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);
}
