using Dockerlint.Cli.Checking;
using Dockerlint.Findings;

namespace Dockerlint.Cli.Output;

/// <summary>The findings of one rule.</summary>
/// <param name="Fixable">By <c>--fix</c> alone.</param>
internal sealed record RuleCount(RuleInfo Rule, int Count, int Fixable)
{
    public static IReadOnlyList<RuleCount> Of(CheckResult result) =>
        [.. result.Findings.GroupBy(static finding => finding.Rule)
            .Select(rule => new RuleCount(rule.Key, rule.Count(), rule.Count(result.IsFixable)))
            .OrderByDescending(static rule => rule.Count).ThenBy(static rule => rule.Rule.Id, StringComparer.Ordinal)];
}
