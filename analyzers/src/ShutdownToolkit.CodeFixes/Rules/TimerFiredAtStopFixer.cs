using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class TimerFiredAtStopFixer() : ShutdownFixer(RuleIds.TimerFiredAtStop, "Pass Timeout.Infinite")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<InvocationExpressionSyntax>() is not { ArgumentList: { Arguments: [var due, _] } arguments } change
            || site.Model.GetSymbolInfo(change, site.Cancellation).Symbol is not IMethodSymbol { Parameters: [var first, ..] }
            || site.Model.LookupNamespacesAndTypes(change.SpanStart, name: "Timeout").Length == 0
            || due.NameColon is not null || FixSite.Keeps(arguments))
        {
            return false;
        }

        var never = first.Type.Name == nameof(TimeSpan) ? "Timeout.InfiniteTimeSpan" : "Timeout.Infinite";
        site.Replace(arguments, SyntaxFactory.ParseArgumentList($"({never}, {never})"));
        return true;
    }
}
