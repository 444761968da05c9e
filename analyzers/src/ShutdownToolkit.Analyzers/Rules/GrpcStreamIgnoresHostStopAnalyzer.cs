using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
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
        var streams = new GrpcStreams(symbols, writer, SourceCode.Of(context.Compilation));
        var reports = new HostStopReports(_rule);
        context.RegisterOperationAction(operation => reports.Add(operation, streams.OfLoop(operation)), OperationKind.Loop);
        context.RegisterOperationAction(operation => reports.Add(operation, streams.OfCall(operation)), OperationKind.Invocation);
    }
}
