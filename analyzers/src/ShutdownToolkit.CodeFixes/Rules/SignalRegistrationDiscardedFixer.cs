using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>Only in Main itself: in any other method a <c>using var</c> would remove the handler when that method returns.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SignalRegistrationDiscardedFixer() : ShutdownFixer(RuleIds.SignalRegistrationDiscarded, "Keep the registration until Main ends")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<InvocationExpressionSyntax>() is not { ArgumentList.Arguments: [var signal, ..] } create
            || site.Enclosing<StatementSyntax>() is not { } statement || !MainBody.Holds(statement, site))
        {
            return false;
        }

        switch (statement)
        {
            case LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declared:
                site.Replace(declared, Using(declared.WithoutLeadingTrivia()).WithLeadingTrivia(declared.GetLeadingTrivia()));
                return true;
            case ExpressionStatementSyntax when Name(signal) is { } name && MainBody.IsFree(name, statement):
                site.Replace(
                    statement,
                    SyntaxFactory.ParseStatement($"using var {name} = {create.WithoutTrivia().ToFullString()};").WithTriviaFrom(statement));
                return true;
            default:
                return false;
        }
    }

    private static LocalDeclarationStatementSyntax Using(LocalDeclarationStatementSyntax declared) =>
        declared.WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space));

    /// <summary>One name for each signal, so that several registrations can be kept side by side.</summary>
    private static string? Name(ArgumentSyntax signal) => signal.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }
        ? name switch
        {
            "SIGTERM" => "terminate",
            "SIGINT" => "interrupt",
            "SIGQUIT" => "quit",
            "SIGHUP" => "hangup",
            _ => null,
        }
        : null;
}
