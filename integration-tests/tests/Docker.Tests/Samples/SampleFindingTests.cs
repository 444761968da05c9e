using Dockerlint.Rules;

namespace Docker.Tests.Samples;

/// <summary>Needs no engine: what is reported is exactly what sample.json says.</summary>
public sealed class SampleFindingTests
{
    public static TheoryData<string> Sides => [.. SampleSide.All.Select(side => side.Name)];

    private static readonly Lazy<HashSet<string>> _rules = new(() => [.. Catalog.All.Select(rule => rule.Info.Id), .. SampleProgram.Rules]);

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task Findings_AreThoseOfSampleJson(string name)
    {
        var side = SampleSide.Find(name);
        List<ExpectedFinding> found = [.. SampleLint.Findings(side.Folder)];
        if (SampleProgram.Exists(side))
        {
            found.AddRange(await SampleProgram.FindingsAsync(side));
        }

        // A rule that no code has yet is expected by its sample all the same.
        Assert.Equal(Sentences(side.Findings.Where(finding => _rules.Value.Contains(finding.Rule))), Sentences(found));
    }

    [Fact]
    public void EverySample_HasAShortReadMe()
    {
        foreach (var folder in SampleSide.All.Select(side => Path.Combine(SampleSide.Root, side.Sample)).Distinct())
        {
            Assert.InRange(File.ReadAllLines(Path.Combine(folder, "README.md")).Length, 3, 10);
        }
    }

    private static List<string> Sentences(IEnumerable<ExpectedFinding> findings) =>
        [.. findings.Select(finding => $"{finding.Path}:{finding.Line} {finding.Rule}").Order(StringComparer.Ordinal)];
}
