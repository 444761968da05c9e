using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ShutdownToolkit.Analyzers.Tests.Contract;

/// <summary>Fix all of every fixer, over the bad code of its page: in the document, in the project, in a solution with the project twice.</summary>
public sealed class FixAllTests
{
    public static TheoryData<string, FixAllScope> Fixes
    {
        get
        {
            var fixes = new TheoryData<string, FixAllScope>();
            foreach (var rule in RuleSet.Rules.Where(rule => RuleSet.Fixer(rule.Id) is not null))
            {
                fixes.Add(rule.Id, FixAllScope.Document);
                fixes.Add(rule.Id, FixAllScope.Project);
                fixes.Add(rule.Id, FixAllScope.Solution);
            }

            return fixes;
        }
    }

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task FixAll_RepairsWhatIsInItsScope(string id, FixAllScope scope)
    {
        var bad = RulePage.Of(id).Examples("Bad")[0];
        var fixing = new Fixing(RuleSet.Analyzer(id), RuleSet.Fixer(id)!, bad.Project);
        var document = bad.Document();
        var repaired = (await (await fixing.OneByOne(document)).GetTextAsync()).ToString();
        Assert.NotEqual(bad.Code, repaired);

        var (original, twin) = await fixing.AllIn(scope, document);

        Assert.Equal(repaired, original);
        Assert.Equal(scope == FixAllScope.Solution ? repaired : bad.Code, twin);
    }
}
