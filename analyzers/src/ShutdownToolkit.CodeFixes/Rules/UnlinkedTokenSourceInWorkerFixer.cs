using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>
/// A source that nobody cancels says nothing that the stopping token does not: its token is replaced, and the field goes when nothing else needs
/// it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class UnlinkedTokenSourceInWorkerFixer() : ShutdownFixer(RuleIds.UnlinkedTokenSourceInWorker, "Use the stopping token")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(UnlinkedTokenSourceInWorkerAnalyzer.Token) is not { } token
            || site.Enclosing<MethodDeclarationSyntax>() is not { Identifier.Text: "ExecuteAsync", Parent: TypeDeclarationSyntax type } method
            || type.Modifiers.Any(SyntaxKind.PartialKeyword)
            || site.Node is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax source }
            || site.Model.GetSymbolInfo(source, site.Cancellation).Symbol is not IFieldSymbol field)
        {
            return false;
        }

        var uses = type.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(
                name =>
                    name.Identifier.Text == field.Name
                        && SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name, site.Cancellation).Symbol, field))
            .ToList();
        var tests = uses.Where(name => name.Ancestors().Contains(method)).ToList();
        var others = uses.Except(tests).ToList();
        if (tests.Exists(test => Read(test) is null) || others.Exists(other => Read(other) != "Dispose"))
        {
            return false;
        }

        foreach (var test in tests)
        {
            site.Replace(
                test.Parent!,
                SyntaxFactory.ParseExpression(Read(test) == "Token" ? token : $"{token}.IsCancellationRequested").WithTriviaFrom(test.Parent!));
        }

        if (others.Count == 0
            && field.DeclaringSyntaxReferences[0].GetSyntax(site.Cancellation).FirstAncestorOrSelf<FieldDeclarationSyntax>()
                is { Declaration.Variables.Count: 1 } declaration
            // What a comment or an #if says of the field is the reader's to weigh.
            && !FixSite.Keeps(declaration))
        {
            site.Remove(declaration);
        }

        return true;
    }

    /// <summary>The member that is asked of the source; null for anything but a plain <c>_cts.Token</c>.</summary>
    private static string? Read(IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Expression == name ? access.Name.Identifier.Text : null;
}
