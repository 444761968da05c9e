using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShutdownToolkit.Analyzers.Hosting;

internal static class HostedTypes
{
    /// <summary>Asks the question once for each hosted type of the compilation, when all of its bodies are known.</summary>
    public static void ForEachHostedType(
        this CompilationStartAnalysisContext context, KnownSymbols symbols, Action<SymbolAnalysisContext, HostedService> question) =>
        context.RegisterSymbolStartAction(
            start =>
            {
                var type = (INamedTypeSymbol)start.Symbol;
                if (!symbols.IsHosted(type))
                {
                    return;
                }

                var service = symbols.Service(type);
                start.RegisterOperationBlockAction(block =>
                {
                    if (SymbolEqualityComparer.Default.Equals(block.OwningSymbol.ContainingType, type))
                    {
                        service.Code.Add(block.OwningSymbol, block.OperationBlocks);
                    }
                });
                start.RegisterSymbolEndAction(end => question(end, service));
            },
            SymbolKind.NamedType);

    /// <summary>The same, and of the classes that do the work of hosted types, whoever of these calls them: each place once.</summary>
    public static void ForEachWorker(
        this CompilationStartAnalysisContext context, KnownSymbols symbols, Action<WorkerFindings, HostedService> question)
    {
        var reported = new ConcurrentDictionary<Location, bool>();
        context.ForEachHostedType(symbols, (end, service) =>
        {
            var findings = new WorkerFindings(end, reported);
            Ask(service);

            void Ask(HostedService worker)
            {
                question(findings, worker);
                foreach (var callee in worker.Callees)
                {
                    Ask(callee);
                }
            }
        });
    }
}

/// <summary>Where a rule about workers reports: two hosted types may share the class that does their work.</summary>
internal sealed class WorkerFindings(SymbolAnalysisContext context, ConcurrentDictionary<Location, bool> reported)
{
    public void ReportDiagnostic(Diagnostic finding)
    {
        if (reported.TryAdd(finding.Location, true))
        {
            context.ReportDiagnostic(finding);
        }
    }
}
