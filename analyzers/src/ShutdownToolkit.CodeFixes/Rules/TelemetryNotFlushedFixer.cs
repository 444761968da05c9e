using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>Only at the top level of the entry point: anywhere else <c>using</c> would dispose the provider before the work begins.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class TelemetryNotFlushedFixer() : ShutdownFixer(RuleIds.TelemetryNotFlushed, "Hold the provider with 'using'")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<StatementSyntax>() is not { } statement || !IsInEntryPoint(statement))
        {
            return false;
        }

        var held = statement switch
        {
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } declaration => declaration.WithoutLeadingTrivia()
                .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space)),
            ExpressionStatementSyntax { Expression: var expression } => Declared(expression, statement, site),
            _ => null,
        };
        if (held is null)
        {
            return false;
        }

        site.Replace(statement, held.WithTriviaFrom(statement));
        return true;
    }

    private static StatementSyntax? Declared(ExpressionSyntax expression, StatementSyntax statement, FixSite site)
    {
        var build = expression is AssignmentExpressionSyntax discard ? discard.Right : expression;
        var name = site.Model.GetTypeInfo(build, site.Cancellation).Type?.Name;
        if (name is null)
        {
            return null;
        }

        name = char.ToLowerInvariant(name[0]) + name.Substring(1);
        return statement.SyntaxTree.GetRoot(site.Cancellation).DescendantTokens().Any(token => token.ValueText == name)
            ? null
            : SyntaxFactory.ParseStatement($"using var {name} = {build.WithoutLeadingTrivia().ToFullString()};");
    }

    private static bool IsInEntryPoint(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax
        || statement.Parent is BlockSyntax { Parent: MethodDeclarationSyntax { Identifier.ValueText: "Main" } };
}
