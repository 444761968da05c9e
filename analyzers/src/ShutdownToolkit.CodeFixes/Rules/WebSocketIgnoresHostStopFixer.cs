using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class WebSocketIgnoresHostStopFixer() : HostStopFixer(RuleIds.WebSocketIgnoresHostStop)
{
    private protected override string? HttpContextOf(ExpressionSyntax token, SemanticModel model, CancellationToken cancellation) =>
        OwnerOf(token, "RequestAborted");
}
