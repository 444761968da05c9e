using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>
/// The host gets its own lifetime back and starts the class as a service. Only for a class in the same file that is nothing else, and where the
/// file speaks of a lifetime nowhere else.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class DeafHostLifetimeFixer() : ShutdownFixer(RuleIds.DeafHostLifetime, "Make it a hosted service")
{
    private const string Lifetime = "IHostLifetime";

    private const string Waiting = "WaitForStartAsync";

    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<InvocationExpressionSyntax>() is not
            {
                ArgumentList.Arguments.Count: 0,
                Expression: MemberAccessExpressionSyntax
                {
                    Name: GenericNameSyntax { Identifier.ValueText: "AddSingleton", TypeArgumentList.Arguments: [_, var own] } registration,
                },
            }
            || site.Model.GetSymbolInfo(registration, site.Cancellation).Symbol is not { ContainingType.Name: "ServiceCollectionServiceExtensions" }
            || site.Model.GetTypeInfo(own, site.Cancellation).Type?.DeclaringSyntaxReferences is not [var declared]
            || declared.SyntaxTree != site.Node.SyntaxTree
            || declared.GetSyntax(site.Cancellation) is not TypeDeclarationSyntax { BaseList.Types: [{ Type: IdentifierNameSyntax lifetime }] } type
            || lifetime.Identifier.ValueText != Lifetime || Method(type, "StartAsync") is not null || Method(type, Waiting) is not { } waiting
            || Named(type, Lifetime) != 2 || Named(type, Waiting) != 1)
        {
            return false;
        }

        site.ReplaceUnformatted(registration, registration.WithIdentifier(Renamed(registration.Identifier, "AddHostedService"))
            .WithTypeArgumentList(registration.TypeArgumentList.WithArguments(SyntaxFactory.SingletonSeparatedList(own.WithoutLeadingTrivia()))));
        site.ReplaceUnformatted(lifetime, lifetime.WithIdentifier(Renamed(lifetime.Identifier, "IHostedService")));
        site.Change(waiting, method => method.WithIdentifier(Renamed(method.Identifier, "StartAsync")));
        return true;
    }

    /// <summary>An explicit implementation is none.</summary>
    private static MethodDeclarationSyntax? Method(TypeDeclarationSyntax type, string name) => type.Members.OfType<MethodDeclarationSyntax>()
        .FirstOrDefault(method => method.Identifier.ValueText == name && method.ExplicitInterfaceSpecifier is null);

    private static int Named(SyntaxNode node, string name) =>
        node.SyntaxTree.GetRoot().DescendantTokens().Count(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name);

    private static SyntaxToken Renamed(SyntaxToken token, string name) =>
        SyntaxFactory.Identifier(token.LeadingTrivia, name, token.TrailingTrivia);
}
