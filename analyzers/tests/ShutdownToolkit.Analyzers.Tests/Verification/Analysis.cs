using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShutdownToolkit.Analyzers.Tests.Verification;

internal static class Analysis
{
    /// <summary>The findings, in source order; the code must compile and no analyzer may throw (AD0001).</summary>
    public static async Task<ImmutableArray<Diagnostic>> Findings(
        Document document, TestProject project, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var compilation = (await document.Project.GetCompilationAsync())!;
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        Assert.True(
            errors.Length == 0,
            $"The code does not compile:\n{string.Join('\n', errors.Select(error => error.ToString()))}\n\n{await document.GetTextAsync()}");

        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions(document.Project),
            onAnalyzerException: (exception, analyzer, _) => throw new InvalidOperationException($"{analyzer} threw: {exception}", exception),
            concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false);
        var findings = await compilation.WithAnalyzers(analyzers, options).GetAnalyzerDiagnosticsAsync();
        var crash = findings.FirstOrDefault(finding => finding.Id == "AD0001");
        Assert.True(crash is null, crash?.ToString());
        // The compiler asks no analyzer whose rules are all information by default, whatever it would say (measured with csc 5.9).
        var unseen = findings.FirstOrDefault(finding => finding.Severity > finding.Descriptor.DefaultSeverity);
        Assert.True(unseen is null, $"above its rule's default severity, which no build shows: {unseen}");
        return [
            .. findings.OrderBy(finding => finding.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(finding => finding.Location.SourceSpan.Start)];
    }

    public static string Describe(IEnumerable<Diagnostic> findings) =>
        string.Join(
            '\n', findings.Select(finding => $"  {finding.Id} {finding.Location.GetLineSpan()}: {finding.GetMessage()}").DefaultIfEmpty("  nothing"));
}
