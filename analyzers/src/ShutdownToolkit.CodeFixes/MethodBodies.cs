using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace ShutdownToolkit.CodeFixes;

/// <summary>Statements at the ends of a method; the ones in between are not touched.</summary>
internal static class MethodBodies
{
    public static void StartWith(FixSite site, BlockSyntax block, StatementSyntax added)
    {
        if (block.Statements.FirstOrDefault() is { } first)
        {
            site.InsertBefore(first, added);
        }
        else
        {
            Fill(site, block, added);
        }
    }

    public static void EndWith(FixSite site, BlockSyntax block, StatementSyntax added)
    {
        if (block.Statements.LastOrDefault() is { } last)
        {
            site.InsertAfter(last, added);
        }
        else
        {
            Fill(site, block, added);
        }
    }

    /// <summary>For a method with an expression body, whose expression is among the statements.</summary>
    public static void Give(FixSite site, MethodDeclarationSyntax method, params StatementSyntax[] statements)
    {
        var body = SyntaxFactory.Block(statements.Select(statement => statement.WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)))
            .WithTrailingTrivia(method.SemicolonToken.TrailingTrivia)
            .WithAdditionalAnnotations(Formatter.Annotation);
        site.Change(method, current => current.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body));
    }

    public static void MakeAsync(FixSite site, MethodDeclarationSyntax method)
    {
        if (!method.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            var added = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
            site.Change(method, current => current.AddModifiers(added));
        }
    }

    /// <summary>Parsed, as made tokens are elastic: the formatter would also look at what stands next.</summary>
    public static StatementSyntax Awaited(ExpressionSyntax task) => SyntaxFactory.ParseStatement($"await {task.WithoutTrivia()};");

    public static StatementSyntax Statement(ExpressionSyntax expression) => SyntaxFactory.ParseStatement($"{expression.WithoutTrivia()};");

    /// <summary>Comments in the empty block stay with its closing brace.</summary>
    private static void Fill(FixSite site, BlockSyntax block, StatementSyntax added) =>
        site.ReplaceUnformatted(block, block.AddStatements(added.WithAdditionalAnnotations(Formatter.Annotation)));
}
