using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Documentation;
using Dockerlint.Findings;
using Dockerlint.Rules;
using Dockerlint.Rules.Input;

namespace Dockerlint.Cli.Configuration;

/// <summary><c>--select</c> and <c>--ignore</c>: ids, beginnings of ids, or names.</summary>
internal sealed class RuleSelection : IFindingFilter
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <param name="select">Empty: all.</param>
    public RuleSelection(IReadOnlyList<string> select, IReadOnlyList<string> ignore)
    {
        foreach (var rule in Catalog.All)
        {
            // What was not checked is said whatever rules are asked.
            var isSelected = select.Count == 0 || IsNamed(rule.Info, select) || rule.Info == UnreadableInput.Definition;
            if (isSelected && !IsNamed(rule.Info, ignore))
            {
                _ids.Add(rule.Info.Id);
            }
        }
    }

    public Finding? Apply(Finding finding) => _ids.Contains(finding.Rule.Id) ? finding : null;

    /// <summary>The words of <c>A,B C</c>; the error is the first that means no rule.</summary>
    public static List<string> Parse(IEnumerable<string> values, out string? error)
    {
        var words = new List<string>();
        error = null;
        foreach (var value in values)
        {
            foreach (var word in value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            {
                words.Add(word);
                error ??= CanMeanRule(word) ? null : word;
            }
        }

        return words;
    }

    /// <summary>Also rules of the C# analyzers: one list of ids may serve both.</summary>
    private static bool CanMeanRule(string word) =>
        Catalog.All.Any(rule => IsNamed(rule.Info, [word])) || RulePages.Ids.Any(id => id.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsNamed(RuleInfo rule, IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            if (rule.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase) || rule.Name.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
