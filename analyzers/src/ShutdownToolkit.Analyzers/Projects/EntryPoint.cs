using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Projects;

/// <summary>Main or the top-level statements, with the methods of the same type that they call.</summary>
internal sealed class EntryPoint(IMethodSymbol method, MemberBodies code)
{
    public IMethodSymbol Method => method;

    public IBlockOperation Body { get; } = code.BodyOf(method)!;

    /// <summary>The body of the entry point first, then those it calls; local functions are inside.</summary>
    public IEnumerable<IBlockOperation> Bodies
    {
        get
        {
            foreach (var reached in code.ReachableFrom(method))
            {
                yield return code.BodyOf(reached)!;
            }
        }
    }
}

internal static class EntryPoints
{
    /// <summary>Asks the question once, of the executable's entry point; never in a library.</summary>
    public static void ForEntryPoint(this CompilationStartAnalysisContext context, Action<SymbolAnalysisContext, EntryPoint> question)
    {
        if (context.Compilation.GetEntryPoint(context.CancellationToken) is not { } main)
        {
            return;
        }

        context.RegisterSymbolStartAction(
            start =>
            {
                if (!SymbolEqualityComparer.Default.Equals(start.Symbol, main.ContainingType))
                {
                    return;
                }

                var code = new MemberBodies();
                start.RegisterOperationBlockAction(block => code.Add(block.OwningSymbol, block.OperationBlocks));
                start.RegisterSymbolEndAction(end =>
                {
                    if (code.BodyOf(main) is not null)
                    {
                        question(end, new EntryPoint(main, code));
                    }
                });
            },
            SymbolKind.NamedType);
    }
}
