using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Requests;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StreamIgnoresHostStopAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.StreamIgnoresHostStop,
        nameof(RuleIds.StreamIgnoresHostStop),
        "Response stream does not hear the host's stop",
        "This stream of {0} goes on until its client leaves: at SIGTERM Kestrel waits out the ShutdownTimeout for it, cuts it off, and every "
            + "BackgroundService is then stopped with an already cancelled token; "
            + "link IHostApplicationLifetime.ApplicationStopping into the loop's token",
        DiagnosticSeverity.Warning,
        "RequestAborted fires only when the client goes or when Kestrel gives up at the end of the ShutdownTimeout. "
            + "Kestrel stops first, so all other hosted services wait behind it.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.HasHosting && symbols.HttpContext is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        var streams = new ResponseStreams(symbols, SourceCode.Of(context.Compilation));
        var reports = new HostStopReports(_rule);
        context.RegisterOperationAction(operation => reports.Add(operation, streams.OfLoop(operation)), OperationKind.Loop);
        if (symbols.Type("Microsoft.AspNetCore.Connections.ConnectionHandler") is not null)
        {
            var connections = new ConnectionStreams(symbols, SourceCode.Of(context.Compilation));
            context.RegisterOperationAction(
                operation => reports.Add(operation, connections.OfLoop(operation, operation.CancellationToken)), OperationKind.Loop);
        }

        context.RegisterOperationAction(operation => reports.Add(operation, streams.OfCall(operation)), OperationKind.Invocation);
        context.RegisterOperationAction(operation => reports.Add(operation, streams.OfReturn(operation)), OperationKind.Return);
        context.RegisterOperationAction(operation => reports.Add(operation, streams.OfYield(operation)), OperationKind.YieldReturn);
    }
}
