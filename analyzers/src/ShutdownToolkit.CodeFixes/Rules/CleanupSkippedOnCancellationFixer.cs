using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>
/// The loop moves into a try, everything after it into the finally, where that means the same: no return, no cancelled token in the clean-up.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CleanupSkippedOnCancellationFixer() : ShutdownFixer(RuleIds.CleanupSkippedOnCancellation, "Put the clean-up into a finally block")
{
    private protected override bool TryFix(FixSite site)
    {
        // Which statements an #if takes away is not known here.
        if (site.Enclosing<StatementSyntax>() is not { Parent: BlockSyntax { ContainsDirectives: false } block } cleanUp)
        {
            return false;
        }

        var first = block.Statements.IndexOf(cleanUp);
        var loop = first - 1;
        while (loop >= 0
            && block.Statements[loop] is not (WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax))
        {
            loop--;
        }

        if (loop < 0)
        {
            return false;
        }

        var after = block.Statements.Skip(loop + 1).ToList();
        if (after.Exists(statement => MustStay(statement, site)))
        {
            return false;
        }

        var guarded = Guarded.TryFinally(block.Statements[loop], after);
        site.ReplaceUnformatted(block, block.WithStatements(SyntaxFactory.List(block.Statements.Take(loop).Append(guarded))));
        return true;
    }

    private static bool MustStay(StatementSyntax statement, FixSite site) =>
        statement is LocalFunctionStatementSyntax
        || statement.DescendantNodesAndSelf().Any(node =>
            node is ReturnStatementSyntax or YieldStatementSyntax or GotoStatementSyntax or ThrowStatementSyntax or LabeledStatementSyntax
            || node is ExpressionSyntax expression
                && site.Model.GetTypeInfo(expression, site.Cancellation).Type?.KnownName == nameof(CancellationToken));
}
