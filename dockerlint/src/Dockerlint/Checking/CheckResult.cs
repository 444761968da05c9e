using Dockerlint.Findings;
using Dockerlint.Text;

namespace Dockerlint.Cli.Checking;

/// <summary>What is shown: sorted, with the severities that hold for each file.</summary>
internal sealed record CheckResult(IReadOnlyList<Finding> Findings, IReadOnlyList<InputError> Errors, int Files)
{
    /// <summary>Images of which too little is known to say what they start.</summary>
    public IReadOnlyList<string> UnknownImages { get; init; } = [];

    /// <summary><c>--images</c> was given: what is unknown now stays so.</summary>
    public bool LookedAtImages { get; init; }

    /// <summary>Objects that may make pods and whose kind is not read, by kind.</summary>
    public IReadOnlyDictionary<string, int> Unread { get; init; } = new Dictionary<string, int>();

    public int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);
}
