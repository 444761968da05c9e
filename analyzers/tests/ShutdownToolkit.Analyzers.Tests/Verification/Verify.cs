using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShutdownToolkit.Analyzers.Tests.Verification;

/// <summary>One line a case; README.md beside this file shows each form.</summary>
internal static class Verify<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>Exactly the marked findings, by place and id; optionally their severity and a part of each message.</summary>
    public static async Task Reports(string marked, TestProject? project = null, DiagnosticSeverity? severity = null, string? message = null)
    {
        var markup = Markup.Parse(marked);
        Assert.True(markup.Findings.Count > 0, "Nothing is marked: use IsSilent.");

        var analyzer = new TAnalyzer();
        var document = (project ?? TestProject.Default).Create(markup.Text);
        var findings = await Analysis.Findings(document, project ?? TestProject.Default, [analyzer]);
        var expected = markup.Findings
            .Select(finding => (Id: finding.Id ?? analyzer.SupportedDiagnostics[0].Id, finding.Span))
            .OrderBy(finding => finding.Span.Start);
        Assert.True(
            expected.SequenceEqual(findings.Select(finding => (finding.Id, finding.Location.SourceSpan))),
            $"Expected the marked findings, got:\n{Analysis.Describe(findings)}");
        if (severity is not null)
        {
            Assert.All(findings, finding => Assert.Equal(severity, finding.Severity));
        }

        if (message is not null)
        {
            Assert.All(findings, finding => Assert.Contains(message, finding.GetMessage(), StringComparison.Ordinal));
        }
    }

    public static async Task IsSilent(string source, TestProject? project = null)
    {
        var document = (project ?? TestProject.Default).Create(source);
        var findings = await Analysis.Findings(document, project ?? TestProject.Default, [new TAnalyzer()]);
        Assert.True(findings.IsEmpty, $"Expected silence, got:\n{Analysis.Describe(findings)}");
    }
}

internal static class Verify<TAnalyzer, TFixer>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFixer : CodeFixProvider, new()
{
    /// <summary>
    /// Checks the report where <paramref name="before"/> is marked, then that fixing one by one and fixing all both give
    /// <paramref name="after"/>, which must compile and to which nothing more is offered.
    /// </summary>
    public static async Task Fixes(string before, string after, TestProject? project = null)
    {
        var markup = Markup.Parse(before);
        if (markup.Findings.Count > 0)
        {
            await Verify<TAnalyzer>.Reports(before, project);
        }

        var fixing = new Fixing(new TAnalyzer(), new TFixer(), project ?? TestProject.Default);
        var document = (project ?? TestProject.Default).Create(markup.Text);
        Assert.True(await fixing.FirstOffer(document) is not null, "No fix is offered.");
        Assert.Equal(after, await Text(await fixing.OneByOne(document)), ignoreLineEndingDifferences: true);
        Assert.Equal(after, await Text(await fixing.All(document)), ignoreLineEndingDifferences: true);
    }

    /// <summary>Reported (mark it), but the fixer declines.</summary>
    public static async Task OffersNothing(string marked, TestProject? project = null)
    {
        await Verify<TAnalyzer>.Reports(marked, project);

        var fixing = new Fixing(new TAnalyzer(), new TFixer(), project ?? TestProject.Default);
        var offer = await fixing.FirstOffer((project ?? TestProject.Default).Create(Markup.Parse(marked).Text));
        Assert.True(offer is null, $"Expected no fix, got '{offer?.Action.Title}'.");
    }

    private static async Task<string> Text(Document document) => (await document.GetTextAsync()).ToString();
}
