using Dockerlint.Cli.Checking;
using Dockerlint.Findings;
using Dockerlint.Rules;

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
            if ((select.Count == 0 || IsNamed(rule.Info, select)) && !IsNamed(rule.Info, ignore))
            {
                _ids.Add(rule.Info.Id);
            }
        }
    }

    public Finding? Apply(Finding finding) => _ids.Contains(finding.Rule.Id) ? finding : null;

    /// <summary>The words of <c>A,B C</c>; the error is the first that can mean no rule.</summary>
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

    /// <summary>A beginning of an id needs no rule yet: <c>STOP3</c> may stand in a script before its first rule exists.</summary>
    private static bool CanMeanRule(string word)
    {
        var isPrefix = word.StartsWith("STOP", StringComparison.OrdinalIgnoreCase) && word.Length < 8
            && word.AsSpan(4).IndexOfAnyExceptInRange('0', '9') < 0;
        return isPrefix || Catalog.All.Any(rule => IsNamed(rule.Info, [word]));
    }

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
