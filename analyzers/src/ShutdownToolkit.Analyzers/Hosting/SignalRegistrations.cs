using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Hosting;

internal static class SignalRegistrations
{
    /// <summary>What stands for a signal that is not named where it is registered.</summary>
    public const string AnySignal = "the signal";

    /// <summary>The signal that <c>PosixSignalRegistration.Create</c> is called for, as written; null for any other call.</summary>
    public static string? Signal(IInvocationOperation call, KnownSymbols symbols) =>
        call is { TargetMethod: { Name: "Create", ContainingType: var owner }, Arguments.Length: 2 } && owner.Is(symbols.PosixSignalRegistration)
            ? call.Arguments[0].Value.Unwrapped() is IFieldReferenceOperation { Field.Name: var name } ? name : AnySignal
            : null;
}
