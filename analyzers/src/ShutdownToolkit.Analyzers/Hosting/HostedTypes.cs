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
        this CompilationStartAnalysisContext context, KnownSymbols symbols, Action<SymbolAnalysisContext, HostedService> question)
    {
        var reported = new ConcurrentDictionary<Location, bool>();
        context.ForEachHostedType(symbols, (end, service) =>
        {
#pragma warning disable CS0618, RS0030 // The constructor that Roslyn 4.8 and the newest share.
            var once = new SymbolAnalysisContext(
                end.Symbol, end.Compilation, end.Options,
                finding =>
                {
                    if (reported.TryAdd(finding.Location, true))
                    {
                        end.ReportDiagnostic(finding);
                    }
                },
                _ => true, end.CancellationToken);
#pragma warning restore CS0618, RS0030
            question(once, service);
            Ask(service.Callees);

            void Ask(IReadOnlyList<HostedService> callees)
            {
                foreach (var callee in callees)
                {
                    question(once, callee);
                    Ask(callee.Callees);
                }
            }
        });
    }
}
