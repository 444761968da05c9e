using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>What follows the assignment goes into a try whose finally closes the logger; an existing try at that place gets the finally.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LogsNotFlushedFixer() : ShutdownFixer(RuleIds.LogsNotFlushed, "Close and flush the logger in a finally")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<AssignmentExpressionSyntax>()
            is not { Left: MemberAccessExpressionSyntax { Expression: var log }, Parent: ExpressionStatementSyntax set })
        {
            return false;
        }

        var flush = SyntaxFactory.ParseStatement($"{log}.CloseAndFlush();");
        switch (set.Parent)
        {
            case GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global:
                var globals = unit.Members.OfType<GlobalStatementSyntax>().ToArray();
                var rest = globals.Skip(Array.IndexOf(globals, global) + 1).ToArray();
                if (Guarded(rest.Select(member => member.Statement), flush) is not { } guarded)
                {
                    return false;
                }

                var members = unit.Members.Where(member => !rest.Contains(member)).ToList();
                members.Insert(members.IndexOf(global) + 1, SyntaxFactory.GlobalStatement(guarded));
                site.ReplaceUnformatted(unit, unit.WithMembers(SyntaxFactory.List(members)));
                return true;
            case BlockSyntax { Parent: MethodDeclarationSyntax } block:
                var place = block.Statements.IndexOf(set) + 1;
                if (Guarded(block.Statements.Skip(place), flush) is not { } inner)
                {
                    return false;
                }

                site.ReplaceUnformatted(block, block.WithStatements(SyntaxFactory.List(block.Statements.Take(place).Append(inner))));
                return true;
            default:
                return false;
        }
    }

    private static TryStatementSyntax? Guarded(IEnumerable<StatementSyntax> following, StatementSyntax flush)
    {
        var statements = following.ToArray();
        if (statements.Length == 0 || statements.Any(statement => statement is LocalFunctionStatementSyntax or LabeledStatementSyntax))
        {
            return null;
        }

        var ending = SyntaxFactory.FinallyClause(SyntaxFactory.Block(flush));
        var guarded = statements is [TryStatementSyntax existing]
            ? existing.Finally is { } final
                ? existing.WithFinally(final.WithBlock(final.Block.AddStatements(flush)))
                : existing.WithFinally(ending)
            : SyntaxFactory.TryStatement(SyntaxFactory.Block(statements), default, ending);
        return guarded.WithLeadingTrivia(statements[0] is TryStatementSyntax ? statements[0].GetLeadingTrivia() : default)
            .WithTrailingTrivia(statements[statements.Length - 1].GetTrailingTrivia().Where(one => one.IsKind(SyntaxKind.EndOfLineTrivia)))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
