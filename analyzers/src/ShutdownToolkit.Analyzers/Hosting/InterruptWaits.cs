using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>A wait that Ctrl+C ends and nothing else: the code listens to CancelKeyPress and then waits without a limit.</summary>
internal static class InterruptWaits
{
    public static bool WaitsForInterrupt(this IEnumerable<IOperation> operations)
    {
        var (listens, waits) = (false, false);
        foreach (var operation in operations)
        {
            listens |= operation.AddsToCancelKeyPress();
            waits |= IsUnlimited(operation);
        }

        return listens && waits;
    }

    public static bool AddsToCancelKeyPress(this IOperation operation) => operation is IEventAssignmentOperation
    {
        Adds: true,
        EventReference: IEventReferenceOperation { Event: { Name: "CancelKeyPress", ContainingType.KnownName: "Console" } },
    };

    private static bool IsUnlimited(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "WaitOne" or "Wait", Parameters.IsEmpty: true, ContainingType: var type } } =>
            type.KnownName is "ManualResetEvent" or "AutoResetEvent" or "EventWaitHandle" or "ManualResetEventSlim" or "WaitHandle"
                or "SemaphoreSlim" or "CountdownEvent",
        IInvocationOperation { Arguments: [var length, ..] } delay when delay.TargetMethod.IsOnTask("Delay") =>
            ConstantDuration.Of(length.Value)?.IsInfinite() == true,
        // await stopped.Task
        IAwaitOperation { Operation: var awaited } => awaited.WithoutConfigureAwait()
            is IPropertyReferenceOperation { Property: { Name: "Task", ContainingType.KnownName: "TaskCompletionSource" } },
        // while (!stopped) …
        IWhileLoopOperation { Condition: { } condition } => condition.DescendantsAndSelf().All(part => part is IUnaryOperation
            or ILocalReferenceOperation or IFieldReferenceOperation or IInstanceReferenceOperation
            or IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" or "Token" }),
        _ => false,
    };
}
