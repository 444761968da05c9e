using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ShutdownToolkit.Analyzers.Flow;

/// <summary>How code tells that it is done other than by its task.</summary>
internal static class EndSignals
{
    /// <summary>Somebody may wait for that: a completed source, an event, a semaphore, a count, a channel that is completed.</summary>
    public static bool TellsAnEnd(this IOperation operation) => operation is IInvocationOperation
    {
        TargetMethod.Name: "SetResult" or "TrySetResult" or "Set" or "Release" or "Signal" or "Decrement" or "Complete" or "TryComplete",
    };
}
