using Dockerlint.Cli.Inputs;
using Dockerlint.Findings;

namespace Dockerlint.Cli.Checking;

/// <summary>A file that has two names by a link is one file: what is said of the same place in the same words is said once.</summary>
internal static class LinkedFindings
{
    /// <summary>Without those that stand under a second name; the file's own name stays where it is among them, else the first.</summary>
    public static IReadOnlyList<Finding> Once(IReadOnlyList<Finding> findings, RepositoryReader reader)
    {
        var names = findings.Select(static finding => finding.Location.Path).Distinct(StringComparer.Ordinal)
            .ToDictionary(static path => path, reader.RealName, StringComparer.Ordinal);
        if (names.All(static name => name.Key == name.Value))
        {
            return findings;
        }

        var own = findings.Where(finding => names[finding.Location.Path] == finding.Location.Path).Select(Key).ToHashSet();
        return [.. findings.Where(finding => names[finding.Location.Path] == finding.Location.Path || own.Add(Key(finding)))];

        (string, string, int, int, string) Key(Finding finding) => (names[finding.Location.Path], finding.Rule.Id,
            finding.Location.Span.Start, finding.Location.Span.End, finding.Message);
    }
}
