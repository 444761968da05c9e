using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>
/// With a lifetime in scope: exit code, StopApplication, and return, because Environment.Exit never came back. Not inside a callback of the
/// lifetime itself, where the host is already stopping or a second StopApplication would only wait for it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ProcessExitWhileHostRunsFixer() : ShutdownFixer(RuleIds.ProcessExitWhileHostRuns, "Stop the application instead")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<InvocationExpressionSyntax>()
            is not { ArgumentList.Arguments: [var code], Parent: ExpressionStatementSyntax { Parent: BlockSyntax } exit }
            || !site.MayFallThrough(exit) || Lifetime(site, exit) is not { } lifetime)
        {
            return false;
        }

        var isSuccess = code.Expression.ToString() == "0";
        if (!isSuccess)
        {
            site.InsertBefore(exit, Line($"Environment.ExitCode = {code.Expression};").WithLeadingTrivia(exit.GetLeadingTrivia()));
        }

        if (!EndsItsFunction(exit))
        {
            site.InsertAfter(exit, Line("return;"));
        }

        site.Replace(exit, SyntaxFactory.ParseStatement($"{lifetime}.StopApplication();")
            .WithLeadingTrivia(isSuccess ? exit.GetLeadingTrivia() : [])
            .WithTrailingTrivia(exit.GetTrailingTrivia()));
        return true;
    }

    private static StatementSyntax Line(string statement) =>
        SyntaxFactory.ParseStatement(statement).WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);

    private static bool EndsItsFunction(StatementSyntax exit) =>
        exit.Parent is BlockSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax } block
            && block.Statements.Last() == exit;

    /// <summary>A field, property, parameter or local of type IHostApplicationLifetime that this place can name.</summary>
    private static string? Lifetime(FixSite site, SyntaxNode place)
    {
        foreach (var symbol in site.Model.LookupSymbols(place.SpanStart))
        {
            if (symbol is IFieldSymbol { Type.KnownName: "IHostApplicationLifetime", IsImplicitlyDeclared: false }
                or IPropertySymbol { Type.KnownName: "IHostApplicationLifetime" }
                or IParameterSymbol { Type.KnownName: "IHostApplicationLifetime" } or ILocalSymbol { Type.KnownName: "IHostApplicationLifetime" }
                && !IsOfMainButNotHere(symbol, place))
            {
                return symbol.Name;
            }
        }

        return null;
    }

    /// <summary>The locals of top-level statements are found in every type of their file and can be named in none.</summary>
    private static bool IsOfMainButNotHere(ISymbol symbol, SyntaxNode place) =>
        symbol is { ContainingSymbol: IMethodSymbol { Name: WellKnownMemberNames.TopLevelStatementsEntryPointMethodName } }
        && place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not null;
}
