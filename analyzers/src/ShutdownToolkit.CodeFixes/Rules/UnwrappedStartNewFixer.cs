using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class UnwrappedStartNewFixer() : ShutdownFixer(RuleIds.UnwrappedStartNew, "Append Unwrap()")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<InvocationExpressionSyntax>() is not { } call)
        {
            return false;
        }

        var unwrap =
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, call.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("Unwrap"));
        site.Replace(call, SyntaxFactory.InvocationExpression(unwrap).WithTrailingTrivia(call.GetTrailingTrivia()));
        return true;
    }
}
