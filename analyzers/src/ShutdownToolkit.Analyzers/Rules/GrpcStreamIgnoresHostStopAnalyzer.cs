using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Requests;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GrpcStreamIgnoresHostStopAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.GrpcStreamIgnoresHostStop,
        nameof(RuleIds.GrpcStreamIgnoresHostStop),
        "gRPC stream does not hear the host's stop",
        "This stream of {0} goes on until its client leaves: at SIGTERM Kestrel waits out the ShutdownTimeout for the call, cuts it off, and every "
            + "BackgroundService is then stopped with an already cancelled token; "
            + "link IHostApplicationLifetime.ApplicationStopping into the loop's token",
        DiagnosticSeverity.Warning,
        "ServerCallContext.CancellationToken fires only when the client goes or when Kestrel gives up at the end of the ShutdownTimeout.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        symbols.HasHosting && symbols.ServerCallContext is not null && symbols.Type("Grpc.Core.IServerStreamWriter`1") is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        var writer = symbols.Type("Grpc.Core.IServerStreamWriter`1");
        context.RegisterOperationAction(
            operation =>
            {
                if (operation.ContainingSymbol is not IMethodSymbol { Parameters: var parameters }
                    || !parameters.Any(parameter => parameter.Type.Is(writer))
                    || !parameters.Any(parameter => parameter.Type.DerivesFrom(symbols.ServerCallContext)))
                {
                    return;
                }

                var loop = (ILoopOperation)operation.Operation;
                if (!loop.IsOpenEnded() || IsInside(loop) || !Streams(loop, writer))
                {
                    return;
                }

                var code = RequestCode.Around(loop, operation.ContainingSymbol, symbols);
                if (!code.MayHearTheStop)
                {
                    operation.ReportHostStop(_rule, loop.HeaderLocation(), code);
                }
            },
            OperationKind.Loop);
    }

    /// <summary>One finding a call: the outer loop.</summary>
    private static bool IsInside(ILoopOperation loop)
    {
        for (var parent = loop.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILoopOperation outer && outer.IsOpenEnded())
            {
                return true;
            }
        }

        return false;
    }

    private static bool Streams(ILoopOperation loop, INamedTypeSymbol? writer) => loop.Descendants().Any(operation =>
        operation is IParameterReferenceOperation { Parameter.Type: INamedTypeSymbol type }
            && (type.Is(writer) || type.KnownName == "IAsyncStreamReader"));
}
