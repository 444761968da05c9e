using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>The stop token for a deaf Consume; a try/finally with Close around the loop, where consumer and loop stand in the same block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class KafkaConsumerNotClosedFixer() : ShutdownFixer(RuleIds.KafkaConsumerNotClosed, "Leave the group at the stop")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<VariableDeclaratorSyntax>()
            is { Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax block } declaration } consumer)
        {
            return CloseAfterLoop(site, block, declaration, consumer.Identifier.ValueText);
        }

        if (site.Fact(KafkaConsumerNotClosedAnalyzer.Token) is not { } token || site.Enclosing<InvocationExpressionSyntax>() is not { } consume)
        {
            return false;
        }

        site.Replace(consume.ArgumentList, SyntaxFactory.ParseArgumentList($"({token})"));
        return true;
    }

    private static bool CloseAfterLoop(FixSite site, BlockSyntax block, StatementSyntax declaration, string consumer)
    {
        var loop = block.Statements.Skip(block.Statements.IndexOf(declaration) + 1)
            .SingleOrDefault(
                statement =>
                    statement is WhileStatementSyntax or ForStatementSyntax
                        && statement.DescendantTokens().Any(token => token.ValueText == consumer));
        if (loop is null || block.ContainsDirectives)
        {
            return false;
        }

        site.ReplaceUnformatted(loop, Guarded.TryFinally(loop, [], $"{consumer}.Close();"));
        return true;
    }
}
