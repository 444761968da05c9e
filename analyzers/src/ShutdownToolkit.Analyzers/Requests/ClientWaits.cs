using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>Waits that end when the client leaves, and by nothing else.</summary>
internal static class ClientWaits
{
    /// <summary>The token of <c>Task.Delay(Timeout.Infinite, token)</c> or <c>token.WaitHandle.WaitOne()</c>.</summary>
    public static IOperation? EndlessWait(this IInvocationOperation call) => call switch
    {
        { TargetMethod.Name: "Delay", Arguments: [var duration, var token] }
            when call.TargetMethod.IsOnTask("Delay") && ConstantDuration.Of(duration.Value)?.IsInfinite() == true => token.Value,
        { TargetMethod: { Name: "WaitOne", Parameters.IsEmpty: true },
            Instance: IPropertyReferenceOperation { Property.Name: "WaitHandle" } handle } => handle.Instance,
        _ => null,
    };

    /// <summary>The completion that <c>token.Register(() => gone.TrySetResult())</c> sets.</summary>
    public static ILocalSymbol? Signalled(this IInvocationOperation call) =>
        call.TargetMethod is { Name: "Register" or "UnsafeRegister", ContainingType.KnownName: nameof(CancellationToken) }
            ? call.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf()).OfType<ILocalReferenceOperation>()
                .Select(reference => reference.Local).FirstOrDefault(local => local.Type.KnownName == "TaskCompletionSource")
            : null;

    /// <summary>The place that waits for the completion, if nothing but this registration with the request's token sets it.</summary>
    public static IOperation? WaitForTheClient(this RequestCode code, ILocalSymbol signal, IInvocationOperation registration)
    {
        if (registration.Instance is not { } token || !code.IsOfRequest(token))
        {
            return null;
        }

        IOperation? wait = null;
        foreach (var operation in code.OperationsAround(signal))
        {
            if (operation is not ILocalReferenceOperation { Local: var local } || !SymbolEqualityComparer.Default.Equals(local, signal)
                || registration.Syntax.Span.Contains(operation.Syntax.Span))
            {
                continue;
            }

            if (operation.Parent is not IPropertyReferenceOperation { Property.Name: "Task" } task || !((IOperation)task).IsAwaitedOrReturned())
            {
                return null;
            }

            wait = task;
        }

        return wait;
    }
}
