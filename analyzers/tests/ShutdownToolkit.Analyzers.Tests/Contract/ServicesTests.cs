using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Analyzers.Tests.Contract;

/// <summary>
/// Services as they are found out there, all rules together: a line that ends in <c>//! STOP1702</c> has exactly these findings, every
/// other line has none.
/// </summary>
public sealed class ServicesTests
{
    private static readonly string _folder = Path.Combine(Repository.Root, "analyzers/tests/ShutdownToolkit.Analyzers.Tests/Services");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(_folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_folder, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Service_HasExactlyTheMarkedFindings(string file)
    {
        var source = (await File.ReadAllTextAsync(Path.Combine(_folder, file))).ReplaceLineEndings("\n");
        var project = source.Contains(" Main(", StringComparison.Ordinal) ? TestProject.Executable : TestProject.Default;
        var findings = await Analysis.Findings(project.Create(source), project, RuleSet.Analyzers);
        var expected = source.Split('\n')
            .SelectMany((line, at) => line.Split("//! ") is [_, var ids] ? ids.Split(' ').Select(id => $"{at + 1} {id}") : [])
            .Order(StringComparer.Ordinal).ToArray();
        var actual = findings.Select(finding => $"{finding.Location.GetLineSpan().StartLinePosition.Line + 1} {finding.Id}")
            .Order(StringComparer.Ordinal).ToArray();
        Assert.True(
            expected.SequenceEqual(actual),
            $"{file}\nmissed:\n  {string.Join("\n  ", expected.Except(actual))}\ntoo much:\n"
            + Analysis.Describe(findings.Where(finding =>
                !expected.Contains($"{finding.Location.GetLineSpan().StartLinePosition.Line + 1} {finding.Id}"))));
    }
}
