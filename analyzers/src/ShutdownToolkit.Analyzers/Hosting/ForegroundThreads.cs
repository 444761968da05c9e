using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>The threads that a hosted type makes and that keep the process alive: neither in the background nor joined.</summary>
internal static class ForegroundThreads
{
    public static IEnumerable<(IObjectCreationOperation Thread, IBlockOperation Body)> Of(HostedService service) =>
        HostedThreads.Of(service).All.Where(thread => !thread.IsBackground && !thread.IsJoined).Select(thread => (thread.Creation, thread.Body));

    /// <summary>Whether the operation runs on such a thread: then the host does not wait for it, the process does.</summary>
    public static bool IsOnForegroundThread(this HostedService service, IOperation operation) => IsOn(service, operation, Of(service));

    /// <summary>Whether the operation runs on a thread that STOP1205 reports.</summary>
    public static bool IsOnOutlivingThread(this HostedService service, IOperation operation) =>
        IsOn(service, operation, Of(service).Where(thread => GoesOn(thread.Body, service)));

    private static bool IsOn(
        HostedService service, IOperation operation, IEnumerable<(IObjectCreationOperation Thread, IBlockOperation Body)> threads)
    {
        foreach (var (_, body) in threads)
        {
            foreach (var block in Reached(body, service))
            {
                if (block.Syntax.SyntaxTree == operation.Syntax.SyntaxTree && block.Syntax.Span.Contains(operation.Syntax.Span))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>It loops over something other than a list, and nothing on the thread learns of the stop.</summary>
    public static bool GoesOn(IBlockOperation body, HostedService service)
    {
        var loops = false;
        foreach (var block in Reached(body, service))
        {
            if (service.Tokens.Mentions(block))
            {
                return false;
            }

            foreach (var operation in block.Operations())
            {
                loops |= operation is IWhileLoopOperation or IForLoopOperation { Condition: null }
                    || operation is IForEachLoopOperation each
                        && each.Collection.Unwrapped() is IInvocationOperation { TargetMethod.Name: "GetConsumingEnumerable" };
            }
        }

        return loops;
    }

    /// <summary>The body of the thread, and of the methods of the same type that it calls.</summary>
    public static IEnumerable<IBlockOperation> Reached(IBlockOperation body, HostedService service)
    {
        yield return body;

        foreach (var operation in body.Descendants())
        {
            if (operation.CalledMethod() is { } called)
            {
                foreach (var method in service.Code.ReachableFrom(called))
                {
                    yield return service.Code.BodyOf(method)!;
                }
            }
        }
    }
}
