using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ShutdownLoggedAsErrorFixer() : ShutdownFixer(RuleIds.ShutdownLoggedAsError, "Let the cancellation of the stop pass quietly")
{
    private protected override bool TryFix(FixSite site) =>
        site.Fact(ShutdownLoggedAsErrorAnalyzer.Token) is { } token
        && site.Fact(ShutdownLoggedAsErrorAnalyzer.Exit) is { } exit
        && CancellationClause.Insert(site, token, exit.Length == 0 ? "// The host stops." : exit);
}
