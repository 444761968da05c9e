using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>Hands on a stop token of the type's own; where it has none, a source that StopAsync cancels before anything else.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class StartTokenOutlivesStartFixer() : ShutdownFixer(RuleIds.StartTokenOutlivesStart, "Use a token that StopAsync cancels")
{
    private const string Source = "_stopping";

    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(StartTokenOutlivesStartAnalyzer.Launch) is null
            || site.Node.FirstAncestorOrSelf<IdentifierNameSyntax>() is not { } token
            || site.Enclosing<ClassDeclarationSyntax>() is not { } type)
        {
            return false;
        }

        var own = site.Fact(StartTokenOutlivesStartAnalyzer.Token);
        if (own is null && !TryAddSource(site, type))
        {
            return false;
        }

        foreach (var use in SameToken(site, token))
        {
            site.Replace(use, SyntaxFactory.ParseExpression(own ?? Source + ".Token").WithTriviaFrom(use));
        }

        return true;
    }

    /// <summary>Every use inside the same lambda, or the one argument.</summary>
    private static IEnumerable<IdentifierNameSyntax> SameToken(FixSite site, IdentifierNameSyntax token)
    {
        var lambda = token.Ancestors().OfType<AnonymousFunctionExpressionSyntax>().LastOrDefault();
        if (lambda is null)
        {
            return [token];
        }

        var symbol = site.Model.GetSymbolInfo(token, site.Cancellation).Symbol;
        return lambda.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == token.Identifier.ValueText
                && SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name, site.Cancellation).Symbol, symbol));
    }

    private static bool TryAddSource(FixSite site, ClassDeclarationSyntax type)
    {
        var stop =
            type.Members.OfType<MethodDeclarationSyntax>()
                .FirstOrDefault(method => method is { Identifier.Text: "StopAsync", ParameterList.Parameters.Count: 1 });
        if (stop is null || type.Members.Count == 0 || site.Model.GetDeclaredSymbol(type, site.Cancellation) is not { } symbol
            || symbol.GetMembers(Source).Length > 0)
        {
            return false;
        }

        var cancel = SyntaxFactory.ParseStatement($"{Source}.Cancel();").WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);
        switch (stop)
        {
            case { Body: { } block }:
                MethodBodies.StartWith(site, block, cancel);
                break;
            case { ExpressionBody: { Expression: var task } arrow }
                when !stop.Modifiers.Any(SyntaxKind.AsyncKeyword) && !FixSite.KeepsAround(arrow):
                MethodBodies.Give(site, stop, cancel, SyntaxFactory.ParseStatement($"return {task.WithoutTrivia()};"));
                break;
            default:
                return false;
        }

        site.InsertMember(type, SyntaxFactory.ParseMemberDeclaration($"private readonly CancellationTokenSource {Source} = new();")!);
        return true;
    }
}
