using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GrpcStreamIgnoresHostStopFixer() : HostStopFixer(RuleIds.GrpcStreamIgnoresHostStop)
{
    /// <summary>Only Grpc.AspNetCore has GetHttpContext.</summary>
    private protected override string? HttpContextOf(ExpressionSyntax token, SemanticModel model, CancellationToken cancellation) =>
        OwnerOf(token, "CancellationToken") is { } context
        && model.GetTypeInfo(((MemberAccessExpressionSyntax)token).Expression, cancellation).Type?.KnownName == "ServerCallContext"
        && model.LookupNamespacesAndTypes(token.SpanStart, name: "ServerCallContextExtensions").Length > 0
            ? context + ".GetHttpContext()"
            : null;
}
