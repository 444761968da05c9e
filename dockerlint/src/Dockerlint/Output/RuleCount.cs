using Dockerlint.Findings;

namespace Dockerlint.Cli.Output;

/// <summary>The findings of one rule.</summary>
/// <param name="Fixable">By <c>--fix</c> alone.</param>
internal sealed record RuleCount(RuleInfo Rule, int Count, int Fixable)
{
    public static IReadOnlyList<RuleCount> Of(IReadOnlyList<Finding> findings) =>
        [.. findings.GroupBy(static finding => finding.Rule)
            .Select(static rule => new RuleCount(rule.Key, rule.Count(), rule.Count(static finding => finding.Fix is { IsSafe: true })))
            .OrderByDescending(static rule => rule.Count).ThenBy(static rule => rule.Rule.Id, StringComparer.Ordinal)];
}
