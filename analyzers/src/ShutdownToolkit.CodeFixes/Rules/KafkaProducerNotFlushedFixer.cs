using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>Flushes before the one statement of the type that disposes the producer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class KafkaProducerNotFlushedFixer() : ShutdownFixer(RuleIds.KafkaProducerNotFlushed, "Flush the producer before it is disposed")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Enclosing<InvocationExpressionSyntax>()?.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax producer }
            || site.Enclosing<TypeDeclarationSyntax>() is not { } type)
        {
            return false;
        }

        var disposals = type.DescendantNodes().OfType<ExpressionStatementSyntax>()
            .Where(statement => statement is { Parent: BlockSyntax, Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax
                { Name.Identifier.ValueText: "Dispose", Expression: IdentifierNameSyntax { Identifier.ValueText: var disposed } } } }
                && disposed == producer.Identifier.ValueText)
            .ToArray();
        if (disposals is not [var disposal])
        {
            return false;
        }

        site.InsertBefore(disposal, SyntaxFactory.ParseStatement($"{producer.Identifier.ValueText}.Flush(TimeSpan.FromSeconds(10));"));
        return true;
    }
}
