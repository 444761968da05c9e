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

    public static StatementSyntax Awaited(ExpressionSyntax task) => InAsyncMethod($"await {Operand(task.WithoutTrivia())};");

    public static StatementSyntax Statement(ExpressionSyntax expression) => InAsyncMethod($"{expression.WithoutTrivia()};");

    /// <summary>
    /// Parsed, as made tokens are elastic: the formatter would also look at what stands next. In a method, as "await (x)" is a call elsewhere.
    /// </summary>
    private static StatementSyntax InAsyncMethod(string statement) =>
        ((MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"async void M(){{{statement}}}")!).Body!.Statements[0];

    /// <summary>What binds looser than await.</summary>
    private static string Operand(ExpressionSyntax task) =>
        task is ConditionalExpressionSyntax or BinaryExpressionSyntax or AssignmentExpressionSyntax or SwitchExpressionSyntax or WithExpressionSyntax
            ? $"({task})"
            : task.ToString();

    /// <summary>Comments in the empty block stay with its closing brace.</summary>
    private static void Fill(FixSite site, BlockSyntax block, StatementSyntax added) =>
        site.ReplaceUnformatted(block, block.AddStatements(added.WithAdditionalAnnotations(Formatter.Annotation)));
}
