using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CancellationSwallowedInLoopFixer() : ShutdownFixer(RuleIds.CancellationSwallowedInLoop, "Leave the loop when the host stops")
{
    private protected override bool TryFix(FixSite site) =>
        site.Fact(CancellationSwallowedInLoopAnalyzer.Token) is { } token && CancellationClause.Insert(site, token, "break;");
}
