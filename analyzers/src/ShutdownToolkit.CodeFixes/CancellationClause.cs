using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShutdownToolkit.CodeFixes;

/// <summary><c>catch (OperationCanceledException) when (token.IsCancellationRequested)</c> above a clause that takes too much.</summary>
internal static class CancellationClause
{
    public static bool Insert(FixSite site, string token, string body)
    {
        if (site.Enclosing<CatchClauseSyntax>() is not { Parent: TryStatementSyntax attempt } clause)
        {
            return false;
        }

        if (body == "break;" && !BreaksTheLoop(attempt))
        {
            return false;
        }

        var parsed = (TryStatementSyntax)SyntaxFactory.ParseStatement(
            $"try\n{{\n}}\ncatch (OperationCanceledException) when ({token}.IsCancellationRequested)\n{{\n    {body}\n}}\n");
        var catches = attempt.Catches.Insert(attempt.Catches.IndexOf(clause), parsed.Catches[0]);
        site.Replace(attempt, attempt.WithCatches(catches));
        return true;
    }

    /// <summary>Not a switch in between.</summary>
    private static bool BreaksTheLoop(TryStatementSyntax attempt)
    {
        foreach (var node in attempt.Ancestors())
        {
            switch (node)
            {
                case WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax: return true;
                case SwitchStatementSyntax or CommonForEachStatementSyntax or MemberDeclarationSyntax
                    or AnonymousFunctionExpressionSyntax: return false;
            }
        }

        return false;
    }
}
