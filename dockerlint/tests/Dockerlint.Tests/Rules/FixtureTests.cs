using Dockerlint.Rules;
using Dockerlint.Tests.Pages;
using Dockerlint.Tests.SignalPath;

namespace Dockerlint.Tests.Rules;

public class FixtureTests
{
    private const int FewestFiring = 4;
    private const int FewestSilent = 6;

    public static TheoryData<string> Cases => [.. Fixture.Names()];

    public static TheoryData<string> RulesAboutFiles => [.. Catalog.All.Where(rule => rule is not InputRule).Select(rule => rule.Info.Id)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Findings_AreTheExpectedOnes(string name)
    {
        var fixture = Fixture.Load(name);
        var findings = fixture.Folder.Findings().ToList();
        if (Repository.Updates)
        {
            fixture.Complete(findings);
            return;
        }

        foreach (var expected in fixture.Expectations)
        {
            var index = findings.FindIndex(expected.Matches);
            Assert.True(index >= 0, $"missing: {expected}\nleft over: {Folder.Describe(findings)}");
            findings.RemoveAt(index);
        }

        Assert.True(findings.Count == 0, $"not expected: {Folder.Describe(findings)}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SafeFixes_RemoveTheirFindingAndAddNone(string name)
    {
        var before = Fixture.Load(name).Folder;
        var findings = before.Findings();
        foreach (var finding in findings.Where(finding => finding.Fix is { IsSafe: true }))
        {
            var after = before.With(finding.Fix!).Findings();

            Assert.DoesNotContain(
                after, other => other.Rule.Id == finding.Rule.Id && other.Location.Path == finding.Location.Path
                    && other.Location.Line == finding.Location.Line);
            Assert.True(after.Count < findings.Count, $"after \"{finding.Fix!.Title}\": {Folder.Describe(after)}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Expectations_SayColumnsAndMessage(string name) => Assert.All(Fixture.Load(name).Expectations, expected =>
        Assert.True(expected.Columns.Length > 0 && expected.Message.Length > 0, $"{expected}: UPDATE_DOCS=1 completes it; read what it wrote"));

    [Theory]
    [MemberData(nameof(RulesAboutFiles))]
    public void Rule_HasFiringAndSilentCases(string id)
    {
        var fixtures = Fixture.Names().Where(name => name.StartsWith(id + "/", StringComparison.Ordinal)).Select(Fixture.Load).ToList();
        var firing = fixtures.Count(fixture => fixture.Expectations.Any(expected => expected.Id == id));
        var silent = fixtures.Count(fixture => fixture.Expectations.All(expected => expected.Id != id));

        Assert.True(firing >= FewestFiring && silent >= FewestSilent,
            $"Fixtures/{id}: {firing} firing, {silent} silent; write at least {FewestFiring} and {FewestSilent}");
    }
}
