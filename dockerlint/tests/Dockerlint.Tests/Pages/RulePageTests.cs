using System.Text.RegularExpressions;
using Dockerlint.Findings;
using Dockerlint.Rules;
using Dockerlint.Tests.Cli;
using Dockerlint.Tests.SignalPath;

namespace Dockerlint.Tests.Pages;

/// <summary>A page says what its rule does, and its examples prove it; a new rule needs no line here.</summary>
public partial class RulePageTests
{
    private const int MostLines = 120;

    public static TheoryData<string> Rules => [.. Catalog.All.Select(rule => rule.Info.Id)];

    /// <summary>Rules that ask a question; what an <see cref="InputRule"/> reports, the command finds while it reads.</summary>
    public static TheoryData<string> Questions => [.. Catalog.All.Where(rule => rule is not InputRule).Select(rule => rule.Info.Id)];

    public static TheoryData<string> Inputs => [.. Catalog.All.Where(rule => rule is InputRule).Select(rule => rule.Info.Id)];

    [Fact]
    public void EveryRule_HasAPage()
    {
        var missing = Catalog.All.Where(rule => !File.Exists(RulePage.PathOf(rule.Info.Id))).ToList();
        foreach (var rule in missing.Where(_ => Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1"))
        {
            File.WriteAllText(RulePage.PathOf(rule.Info.Id), RulePage.Stub(rule.Info));
        }

        Assert.True(
            missing.Count == 0, $"no page: {string.Join(", ", missing.Select(rule => rule.Info.Id))}; UPDATE_DOCS=1 writes a stub, fill it in");
    }

    [Fact]
    public void Ids_AreUniqueAndInOrder()
    {
        var ids = Catalog.All.Select(rule => rule.Info.Id).ToList();

        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Name_StatesTheDefect(string id)
    {
        var rule = Catalog.All.Single(rule => rule.Info.Id == id);

        Assert.Equal(rule.GetType().Name, rule.Info.Name);
        Assert.DoesNotMatch(Advice(), rule.Info.Name);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Page_HasItsHeadingsInOrder(string id)
    {
        var page = RulePage.Of(id);

        Assert.Equal([$"# {id} {Info(id).Name}", .. RulePage.Sections.Select(section => "## " + section)], page.Headings);
        Assert.All(RulePage.Sections, section => Assert.False(string.IsNullOrWhiteSpace(page.Section(section)), $"{id}: '{section}' is empty."));
        Assert.True(page.Text.Split('\n').Length <= MostLines, $"{id}: longer than {MostLines} lines");
        Assert.DoesNotContain("TODO", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Page_SaysTheRulesFacts(string id)
    {
        var page = RulePage.Of(id);
        var hasFix = page.Examples("Bad").Any(bad => bad.Findings().Any(finding => finding.Rule.Id == id && finding.Fix is { IsSafe: true }));

        Repository.Matches(page.Path, page.WithFacts(RulePage.Facts(Info(id), hasFix)));
        Assert.True(hasFix == page.IsAutomatic, $"{id}: \"Automatic\" stands in its Fix section exactly when a Bad example can be fixed.");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Page_IsMeasuredOrSaysWhyNot(string id) =>
        Assert.Matches(@"`samples/\d\d-|not measured, because ", RulePage.Of(id).Section("Measured"));

    [Theory]
    [MemberData(nameof(Questions))]
    public void Bad_GivesThisFindingAndNoOther(string id)
    {
        var examples = RulePage.Of(id).Examples("Bad");

        Assert.NotEmpty(examples);
        foreach (var bad in examples)
        {
            var findings = bad.Findings();
            Assert.True(
                findings.Count == 1 && findings[0].Rule.Id == id, $"Bad must give one {id} and nothing else, not:\n{Folder.Describe(findings)}");
        }
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void Good_GivesNoFinding(string id)
    {
        var examples = RulePage.Of(id).Examples("Good");

        Assert.NotEmpty(examples);
        Assert.All(examples, good => Assert.True(good.Findings().Count == 0, $"Good must give nothing, not:\n{Folder.Describe(good.Findings())}"));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void AutomaticFix_TurnsBadIntoGood(string id)
    {
        var page = RulePage.Of(id);
        var (bad, good) = (page.Examples("Bad"), page.Examples("Good"));
        for (var i = 0; i < bad.Count && page.IsAutomatic; i++)
        {
            if (bad[i].Findings()[0].Fix is { IsSafe: true } fix)
            {
                Assert.Equal(good[i].Files, bad[i].With(fix).Files);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void InputExamples_ThroughTheCommand_BadIsReportedAndGoodIsNot(string id)
    {
        foreach (var (section, expected) in new[] { ("Bad", 1), ("Good", 0) })
        {
            foreach (var example in RulePage.Of(id).Examples(section))
            {
                using var folder = new WorkFolder();
                foreach (var file in example.Files)
                {
                    folder.Write(file.Key, file.Value);
                }

                var run = folder.Run("check", ".", "--format", "msbuild", "--fail-on", "never");

                Assert.Equal(expected, run.Output.Split('\n').Count(line => line.Contains(id, StringComparison.Ordinal)));
                Assert.Equal(0, run.Code);
            }
        }
    }

    [Fact]
    public void Index_ListsEveryPage() => Repository.Matches(
        Path.Combine(Repository.RulePages, "index.md"),
        "# Rules\n\nSTOP1xxx: C# code, reported by the analyzers. The others: files, reported by dockerlint. "
            + "Generated by `UPDATE_DOCS=1 dotnet test dockerlint/tests/Dockerlint.Tests`.\n\n"
        + "| id | name | severity | reports |\n| --- | --- | --- | --- |\n" + string.Concat(RulePage.All.Select(Row)));

    private static string Row(RulePage page)
    {
        var summary = Catalog.All.FirstOrDefault(rule => rule.Info.Id == page.Id)?.Info.Summary ?? FirstSentence(page.Section("Reports"));
        return $"| [{page.Id}]({page.Id}.md) | {page.Title.Split(' ')[^1]} | {page.Severity} | {summary} |\n";
    }

    private static string FirstSentence(string text) => SentenceEnd().Split(text.Trim().Replace('\n', ' '), 2)[0];

    private static RuleInfo Info(string id) => Catalog.All.Single(rule => rule.Info.Id == id).Info;

    [GeneratedRegex("^(Avoid|Use|DoNot|Prefer)[A-Z]")]
    private static partial Regex Advice();

    [GeneratedRegex(@"(?<=\.) (?=[A-Z])")]
    private static partial Regex SentenceEnd();
}
