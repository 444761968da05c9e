using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>What a worker starts and stops beside its own ExecuteAsync: processors, consumers, listeners.</summary>
internal static class OtherWork
{
    private static readonly string[] _starts =
        ["Start", "Subscribe", "Open", "Connect", "Init", "Create", "Declare", "Register", "BasicConsume", "Add"];

    private static readonly string[] _stops =
        ["StopProcessing", "Stop", "Close", "Drain", "Unsubscribe", "Complete", "TryComplete", "BasicCancel", "Shutdown", "Pause"];

    /// <summary>
    /// ExecuteAsync has ended by itself: it starts others (a processor, a consumer) and returns, without a loop and without a wait that
    /// may last. Nobody's work is cut for want of the base then; whether the others are stopped is STOP1903's.
    /// </summary>
    public static bool OnlyStartsOthers(this HostedService service)
    {
        if (service.Code.BodyOf(service.ExecuteAsync) is not { } body)
        {
            return false;
        }

        var starts = false;
        foreach (var operation in body.DirectDescendants())
        {
            switch (operation)
            {
                case ILoopOperation or IUsingOperation or IUsingDeclarationOperation:
                    return false;
                case IInvocationOperation call when call.Type.IsTask() && call.Instance is not null and not IInstanceReferenceOperation
                    && Array.Exists(_starts, start => call.TargetMethod.Name.StartsWith(start, StringComparison.Ordinal)):
                    starts = true;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" }:
                    break;
                case IInvocationOperation call when call.Type.IsTask() || service.Code.BodyOf(call.TargetMethod) is not null:
                    return false;
                case IAwaitOperation { Operation: not IInvocationOperation }:
                    return false;
                case IReturnOperation { ReturnedValue: { } value } when value.Type.IsTask()
                    && value.Unwrapped() is not (IInvocationOperation or IPropertyReferenceOperation { Property.Name: "CompletedTask" }):
                    return false;
            }
        }

        return starts;
    }

    /// <summary>StopAsync ends something that is not the worker's own loop.</summary>
    public static bool StopsOthers(this HostedService service, IMethodSymbol stop) => service.Code.ReachableFrom(stop)
        .SelectMany(method => service.Code.BodyOf(method)!.Operations())
        .Any(operation => operation is IInvocationOperation { Instance: { } instance, TargetMethod.Name: var name }
            && instance is not IInstanceReferenceOperation
            && Array.Exists(_stops, ending => name.StartsWith(ending, StringComparison.Ordinal)));
}
