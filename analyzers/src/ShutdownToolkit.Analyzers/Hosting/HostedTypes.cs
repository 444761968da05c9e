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
}
