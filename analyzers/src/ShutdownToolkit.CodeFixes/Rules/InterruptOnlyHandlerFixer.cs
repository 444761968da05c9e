using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>
/// Registers the same lambda for SIGTERM: the context of a signal has a Cancel of the same name. Only in Main itself, where the registration
/// lives as long as the program, and only for a lambda that sets Cancel, so that it is the rest of the program that ends the process.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class InterruptOnlyHandlerFixer() : ShutdownFixer(RuleIds.InterruptOnlyHandler, "Register the handler for SIGTERM too")
{
    private const string Name = "terminate";

    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<AssignmentExpressionSyntax>()
            is not { Right: ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var sender, var arguments] } handler }
            || site.Enclosing<ExpressionStatementSyntax>() is not { } statement
            || !MainBody.Holds(statement, site) || !MainBody.IsFree(Name, statement)
            || Uses(handler, sender) || !SetsCancelOnly(handler, arguments))
        {
            return false;
        }

        var lambda =
            SyntaxFactory.SimpleLambdaExpression(
                SyntaxFactory.Parameter(arguments.Identifier.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space)), handler.Body)
            .WithArrowToken(handler.ArrowToken);
        Registration.InsertAfter(statement, Name, lambda, site);
        return true;
    }

    private static bool Uses(LambdaExpressionSyntax handler, ParameterSyntax parameter) =>
        parameter.Identifier.ValueText != "_" && Mentions(handler, parameter).Any();

    private static bool SetsCancelOnly(LambdaExpressionSyntax handler, ParameterSyntax arguments)
    {
        var mentions = Mentions(handler, arguments).ToList();
        return mentions.Count > 0 && mentions.TrueForAll(name => name.Parent is MemberAccessExpressionSyntax
        {
            Name.Identifier.ValueText: "Cancel", Parent: AssignmentExpressionSyntax { Right.RawKind: (int)SyntaxKind.TrueLiteralExpression },
        });
    }

    private static IEnumerable<IdentifierNameSyntax> Mentions(LambdaExpressionSyntax handler, ParameterSyntax parameter) =>
        handler.Body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == parameter.Identifier.ValueText);
}
