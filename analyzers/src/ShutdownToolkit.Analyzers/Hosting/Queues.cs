using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>Items that are taken out of a queue in memory: nobody gets them again.</summary>
internal static class Queues
{
    private static readonly string[] _takes =
        ["TryRead", "ReadAsync", "ReadAllAsync", "WaitToReadAsync", "TryDequeue", "Dequeue", "TryTake", "Take", "TryPop", "GetConsumingEnumerable"];

    private static readonly string[] _queues =
        ["ChannelReader", "ConcurrentQueue", "ConcurrentBag", "ConcurrentStack", "Queue", "PriorityQueue", "BlockingCollection",
            "IProducerConsumerCollection"];

    /// <summary>The queue that a call takes from: the field or parameter at the start of <c>_channel.Reader</c>; null for any other call.</summary>
    public static IOperation? Taken(this IOperation operation)
    {
        if (operation is not IInvocationOperation { Instance: { } instance, TargetMethod: { Name: var name, ContainingType: var type } }
            || Array.IndexOf(_takes, name) < 0 || Array.IndexOf(_queues, type.Name) < 0)
        {
            return null;
        }

        while (instance.Unwrapped() is IMemberReferenceOperation { Instance: { } outer and not IInstanceReferenceOperation })
        {
            instance = outer;
        }

        return instance.Unwrapped();
    }
}
