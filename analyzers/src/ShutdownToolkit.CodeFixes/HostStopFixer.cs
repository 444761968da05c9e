using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers.Requests;

namespace ShutdownToolkit.CodeFixes;

/// <summary>
/// Links ApplicationStopping with the request's token at the top of the handler, and uses the linked token in its place. Declined where the
/// request's token is not named, where names or usings are missing, and where a catch or finally may depend on the token.
/// </summary>
public abstract class HostStopFixer : ShutdownFixer
{
    private const string Source = "stopping";

    private protected HostStopFixer(string ruleId)
        : base(ruleId, "Link ApplicationStopping into the token")
    {
    }

    /// <summary>How the handler can name its HttpContext, where this expression is the request's token; null where it is not.</summary>
    private protected abstract string? HttpContextOf(ExpressionSyntax token, SemanticModel model, CancellationToken cancellation);

    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(HostStopReports.Deferred) is not null || BlockAround(site.Node) is not { } block
            || block.DescendantNodes().Any(node => node is CatchClauseSyntax or FinallyClauseSyntax)
            || block.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == Source)
            || !Knows(site, "ServiceProviderServiceExtensions", block) || !Knows(site, "IHostApplicationLifetime", block))
        {
            return false;
        }

        var tokens = block.DescendantNodes().OfType<ExpressionSyntax>()
            .Select(expression => (Expression: expression, Context: HttpContextOf(expression, site.Model, site.Cancellation)))
            .Where(token => token.Context is not null)
            .ToArray();
        if (tokens.Length == 0 || tokens.Any(token => token.Context != tokens[0].Context))
        {
            return false;
        }

        var changed = block.ReplaceNodes(
            tokens.Select(token => token.Expression), (token, _) => SyntaxFactory.ParseExpression(Source + ".Token").WithTriviaFrom(token));
        var linked = SyntaxFactory.ParseStatement(
            $"using var {Source} = CancellationTokenSource.CreateLinkedTokenSource({tokens[0].Expression}, "
                + $"{tokens[0].Context}.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);")
            .WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);
        site.ReplaceUnformatted(block, changed.WithStatements(changed.Statements.Insert(0, FixSite.Beside(block.Statements[0], linked))));
        return true;
    }

    private static BlockSyntax? BlockAround(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax function: return function.Block;
                case LocalFunctionStatementSyntax local: return local.Body;
                case BaseMethodDeclarationSyntax method: return method.Body;
            }
        }

        return null;
    }

    private static bool Knows(FixSite site, string type, BlockSyntax block) =>
        site.Model.LookupNamespacesAndTypes(block.SpanStart, name: type).Length > 0;

    private protected static string? OwnerOf(ExpressionSyntax expression, string property) =>
        expression is MemberAccessExpressionSyntax { Expression: var owner, Name.Identifier.ValueText: var name } && name == property
            ? owner.ToString() : null;
}
