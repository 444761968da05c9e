using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>
/// The task of another object's method that ends with an OperationCanceledException because the stop code has that object cancel a source of
/// its own: <c>_listening = _server.AcceptAsync();</c> and <c>_server.Dispose();</c>
/// </summary>
internal static class CancelledElsewhere
{
    /// <summary>The wait that throws; null where it may end quietly, or where nothing is known of it.</summary>
    public static string? ThrowingWait(IInvocationOperation call, HostedService service)
    {
        if (Receiver(call) is not { } receiver || service.Source.BodyOf(call.TargetMethod, call.SemanticModel) is not { } body
            || Cancelled(receiver, service) is not { Count: > 0 } sources)
        {
            return null;
        }

        foreach (var operation in body.DirectDescendants())
        {
            if (operation is IInvocationOperation inner && inner.Arguments.Any(argument => IsTokenOf(argument.Value, sources))
                && Wait.From(inner) is not { ThrowsWhenCancelled: false } && CancelledEnd.IsOfTheBaseLibrary(inner.TargetMethod)
                && inner.IsAwaited() && !CancelledEnd.IsSuppressed(inner) && !CancelledEnd.IsCaught(inner))
            {
                return $"{inner.TargetMethod.ContainingType.Name}.{inner.TargetMethod.Name}";
            }
        }

        return null;
    }

    /// <summary>The member of the hosted type that is called.</summary>
    private static ISymbol? Receiver(IInvocationOperation call) =>
        (call.Instance is IConditionalAccessInstanceOperation instance ? instance.Accessed() : call.Instance) is IMemberReferenceOperation member
            ? member.Member.OriginalDefinition : null;

    /// <summary>The token sources that the methods of the object cancel which the stop code calls.</summary>
    private static HashSet<ISymbol> Cancelled(ISymbol receiver, HostedService service)
    {
        var sources = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in service.Code.ReachableFrom([.. service.StopMethods])
            .SelectMany(method => service.Code.BodyOf(method)!.DirectDescendants()))
        {
            if (operation is IInvocationOperation ending && SymbolEqualityComparer.Default.Equals(Receiver(ending), receiver)
                && service.Source.BodyOf(ending.TargetMethod, ending.SemanticModel) is { } body)
            {
                sources.UnionWith(body.Operations().OfType<IInvocationOperation>()
                    .Where(call => call.TargetMethod is { Name: "Cancel" or "CancelAsync", ContainingType.KnownName: "CancellationTokenSource" })
                    .Select(Receiver).OfType<ISymbol>());
            }
        }

        return sources;
    }

    private static bool IsTokenOf(IOperation argument, HashSet<ISymbol> sources) => argument.Unwrapped() is IPropertyReferenceOperation
    {
        Property.Name: "Token", Instance: IMemberReferenceOperation { Member: var source }
    } && sources.Contains(source.OriginalDefinition);
}
