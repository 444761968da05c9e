using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>An operation and the member whose code it is, whether the compiler hands it on or the whole project is read.</summary>
internal readonly record struct AskedOperation(IOperation Operation, ISymbol ContainingSymbol)
{
    public static implicit operator AskedOperation(OperationAnalysisContext context) => new(context.Operation, context.ContainingSymbol);
}
