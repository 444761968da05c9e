using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary><c>while (_queue.IsRunning) await Task.Delay(50);</c> in stop code: it waits for work of which it keeps no task.</summary>
internal static class PollingStops
{
    public static bool PollsInItsStop(this HostedService service) => service.Code.ReachableFrom([.. service.StopMethods])
        .SelectMany(method => service.Code.BodyOf(method)!.Operations())
        .Any(operation => operation is IWhileLoopOperation { Condition: { } condition, Body: var body } && AsksForAState(condition) && Pauses(body));

    /// <summary>Other than a token's or the clock's.</summary>
    private static bool AsksForAState(IOperation condition) => condition.DescendantsAndSelf().Any(operation =>
        operation is IMemberReferenceOperation { Member.ContainingType.KnownName: not (nameof(CancellationToken) or "CancellationTokenSource"
            or "DateTime" or "DateTimeOffset" or "Stopwatch" or "Environment") });

    private static bool Pauses(IOperation body) => body.DescendantsAndSelf().Any(operation => operation is IInvocationOperation call
        && (call.TargetMethod.IsOnTask("Delay") || call.TargetMethod is { Name: "Sleep", ContainingType.KnownName: "Thread" }));
}
