using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Findings;

/// <summary>One defect at one place: what will happen, and why.</summary>
public sealed record Finding(RuleInfo Rule, Severity Severity, SourceLocation Location, string Message)
{
    /// <summary>What the stop does to the application; null where the rule is not about the signal path.</summary>
    public Verdict? Verdict { get; init; }

    public Subject Subject { get; init; } = Subject.None;

    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    public Fix? Fix { get; init; }
}

/// <summary>An edit that removes the defect.</summary>
/// <param name="IsSafe">True when nothing but the defect changes.</param>
public sealed record Fix(string Title, bool IsSafe, IReadOnlyList<TextEdit> Edits);

public sealed record TextEdit(SourceLocation Location, string NewText);

/// <summary>What is constant about a rule.</summary>
/// <param name="Name">The defect, readable after "allow".</param>
/// <param name="Summary">One sentence for lists.</param>
public sealed record RuleInfo(string Id, string Name, Severity DefaultSeverity, string Summary)
{
    public string HelpLink => RulePages.Before + Id + RulePages.After;
}
