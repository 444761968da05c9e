using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>Only for the last statement of the program: an await further up would hold back what follows until the host has stopped.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HostRunNotAwaitedFixer() : ShutdownFixer(RuleIds.HostRunNotAwaited, "Await the host")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<InvocationExpressionSyntax>() is not { } run || site.Enclosing<ExpressionStatementSyntax>() is not { } statement
            || !MainBody.Holds(statement, site) || !IsLast(statement) || !HostWait.MayAwait(statement))
        {
            return false;
        }

        var awaited =
            SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), run.WithoutTrivia());
        site.Replace(statement, statement.WithExpression(awaited.WithLeadingTrivia(statement.Expression.GetLeadingTrivia())));
        return true;
    }

    private static bool IsLast(StatementSyntax statement)
    {
        var all = statement.Parent is BlockSyntax block
            ? block.Statements
            : ((CompilationUnitSyntax)statement.Parent!.Parent!).Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement);
        return !all.Any(other => other.SpanStart > statement.SpanStart && other is not LocalFunctionStatementSyntax);
    }
}
