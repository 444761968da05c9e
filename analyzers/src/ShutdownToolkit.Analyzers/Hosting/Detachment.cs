using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Launches;
using ShutdownToolkit.Analyzers.Requests;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>Work that goes on beside ExecuteAsync and that nobody waits for.</summary>
internal enum Detachment
{
    /// <summary>A task that is dropped: STOP1201's, or STOP1202's where only the outer task of two is waited for.</summary>
    DroppedTask,

    /// <summary>The process ends in the middle of what the thread does.</summary>
    BackgroundThread,
}

internal static class Detachments
{
    /// <summary>Of a place in the code of ExecuteAsync and what it calls; null where somebody waits.</summary>
    public static Detachment? DetachmentOf(this HostedService service, HostedCode code, IOperation place) =>
        code.HostWaits ? place.DetachedFrom(service) ?? code.Detached : null;

    /// <summary>
    /// How the code at this place is detached from the member around it: it is in a lambda, or it is a method or call, that a background
    /// thread or a dropped task runs; null where its end may be waited for.
    /// </summary>
    public static Detachment? DetachedFrom(this IOperation place, HostedService service)
    {
        for (var current = place; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or IMethodReferenceOperation && current.TakenAs()?.Parent is { } taker)
            {
                switch (taker)
                {
                    case IInvocationOperation run
                        when (Launch.IsTaskRun(run.TargetMethod) || Launch.IsThreadPoolQueue(run.TargetMethod)) && IsForgotten(run, service.Source):
                    case IInvocationOperation start when UnwrappedStart.PassesForTheWork(start):
                        return Detachment.DroppedTask;
                    case IInvocationOperation { TargetMethod: var method } when Launch.IsThreadPoolQueue(method):
                        return Detachment.BackgroundThread;
                    case IObjectCreationOperation { Type.KnownName: "Thread" } thread
                        when HostedThreads.Of(service).All.Any(one => one.Creation == thread && one is { IsBackground: true, IsJoined: false }):
                        return Detachment.BackgroundThread;
                }
            }
            else if (current is IInvocationOperation call && current == place && IsForgotten(call, service.Source))
            {
                return Detachment.DroppedTask;
            }
        }

        return null;
    }

    /// <summary>Nor does it tell anybody that it is over.</summary>
    private static bool IsForgotten(IInvocationOperation call, SourceCode source) =>
        Launch.From(call, source) is { GoesOn: true, TellsItsEnd: false, ReleasesAPermit: false } launch && !launch.Counters.Any();
}
