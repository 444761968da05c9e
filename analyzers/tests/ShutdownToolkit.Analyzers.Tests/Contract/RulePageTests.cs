using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Analyzers.Tests.Contract;

/// <summary>A page says what its rule does, and its examples prove it; a new rule or page needs no line here.</summary>
public sealed class RulePageTests
{
    private const int FewestLines = 40;
    private const int MostLines = 90;

    public static TheoryData<string> Pages => [.. RulePage.All.Select(page => page.Id)];

    [Fact]
    public void EveryRuleHasAPage_AndEveryPageARule()
    {
        foreach (var rule in RuleSet.Rules)
        {
            var path = Path.Combine(Repository.RulePages, rule.Id + ".md");
            if (File.Exists(path))
            {
                continue;
            }

            File.WriteAllText(path, RulePage.Stub(rule));
            Assert.Fail($"docs/rules/{rule.Id}.md was missing: a stub is there now, fill it in.");
        }

        Assert.Equal(RuleSet.Rules.Select(rule => rule.Id).Distinct(), RulePage.All.Select(page => page.Id));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_HasItsHeadingsInOrder(string id)
    {
        var page = RulePage.Of(id);

        Assert.Equal([$"# {id} {Rule(id).Name()}", .. RulePage.Sections.Select(section => "## " + section)], page.Headings);
        Assert.All(RulePage.Sections, section => Assert.False(string.IsNullOrWhiteSpace(page.Section(section)), $"{id}: '{section}' is empty."));
        Assert.InRange(page.Text.Split('\n').Length, FewestLines, MostLines);
        Assert.DoesNotContain("TODO", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_SaysTheRulesFacts(string id)
    {
        var page = RulePage.Of(id);
        var hasFix = RuleSet.Fixer(id) is not null;

        Repository.Matches(page.Path, page.WithFacts(RulePage.Facts(Rule(id), hasFix)));
        Assert.True(hasFix || !page.IsAutomatic, $"{id}: the page promises an automatic fix, and there is no fixer.");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_IsMeasuredOrSaysWhyNot(string id) =>
        Assert.Matches(@"`samples/\d\d-|`Rows/STOP|not measured, because ", RulePage.Of(id).Section("Measured"));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Bad_GivesThisFindingAndNoOther(string id)
    {
        var examples = RulePage.Of(id).Examples("Bad");

        Assert.NotEmpty(examples);
        foreach (var bad in examples)
        {
            var findings = await Analysis.Findings(bad.Document(), bad.Project, RuleSet.Analyzers);
            Assert.True(
                findings.Length == 1 && findings[0].Id == id, $"Bad must give one {id} and nothing else, got:\n{Analysis.Describe(findings)}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Good_GivesNoFinding(string id)
    {
        var examples = RulePage.Of(id).Examples("Good");

        Assert.NotEmpty(examples);
        foreach (var good in examples)
        {
            var findings = await Analysis.Findings(good.Document(), good.Project, RuleSet.Analyzers);
            Assert.True(findings.IsEmpty, $"Good must give nothing, got:\n{Analysis.Describe(findings)}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task AutomaticFix_TurnsBadIntoGood(string id)
    {
        var page = RulePage.Of(id);
        if (!page.IsAutomatic)
        {
            return;
        }

        var (bad, good) = (page.Examples("Bad"), page.Examples("Good"));
        Assert.Equal(bad.Length, good.Length);
        for (var i = 0; i < bad.Length; i++)
        {
            var fixing = new Verification.Fixing(RuleSet.Analyzer(id), RuleSet.Fixer(id)!, bad[i].Project);
            var repaired = await fixing.OneByOne(bad[i].Document());
            Assert.Equal(good[i].Code, (await repaired.GetTextAsync()).ToString(), ignoreLineEndingDifferences: true);
        }
    }

    private static DiagnosticDescriptor Rule(string id) =>
        RuleSet.Rules.FirstOrDefault(rule => rule.Id == id)
        ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"docs/rules/{id}.md has no rule."));
}
