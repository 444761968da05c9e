using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>A failure of the work is still thrown; only its cancellation is expected.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CancellationLeavesStopAsyncFixer()
    : ShutdownFixer(RuleIds.CancellationLeavesStopAsync, "Catch the OperationCanceledException of the work")
{
    private protected override bool TryFix(FixSite site)
    {
        // Wait, WaitAll and Result throw it inside an AggregateException.
        if (site.Node.FirstAncestorOrSelf<AwaitExpressionSyntax>() is not { Parent: ExpressionStatementSyntax statement })
        {
            return false;
        }

        if (statement.Parent is not (BlockSyntax or IfStatementSyntax or ElseClauseSyntax))
        {
            return false;
        }

        site.ReplaceUnformatted(statement, Guarded.TryCatch(statement, "OperationCanceledException"));
        site.Import("System", "OperationCanceledException");
        return true;
    }
}
