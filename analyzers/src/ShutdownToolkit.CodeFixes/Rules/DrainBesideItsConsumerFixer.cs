using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>Moves <c>await base.StopAsync(…);</c> before the drain, where both are statements of the same block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class DrainBesideItsConsumerFixer() : ShutdownFixer(RuleIds.DrainBesideItsConsumer, "Await base.StopAsync before the drain")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Evidence?.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax
            { Expression: AwaitExpressionSyntax stop, Parent: BlockSyntax block } endOfWorker
            || block.Parent is not MethodDeclarationSyntax || FixSite.Keeps(endOfWorker)
            || block.Statements.FirstOrDefault(statement => statement.Span.Contains(site.Node.Span)) is not { } drain)
        {
            return false;
        }

        site.InsertBefore(drain, MethodBodies.Awaited(stop.Expression));
        site.Remove(endOfWorker);
        return true;
    }
}
