using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>Calls in the asynchronous stop methods of a hosted type that end, keep or send something, and whose task nobody waits for.</summary>
internal static class DroppedEndings
{
    private static readonly string[] _others = ["Shutdown", "Terminate", "Logout", "Publish", "Send", "Unbind", "Notify"];

    public static IEnumerable<(IMethodSymbol Stop, IInvocationOperation Call)> In(HostedService service)
    {
        foreach (var stop in service.StopMethods)
        {
            if (!stop.ReturnType.IsTask() || service.Code.BodyOf(stop) is not { } body)
            {
                continue;
            }

            foreach (var operation in body.DirectDescendants())
            {
                if (operation is IInvocationOperation call && call.Type.IsTask() && IsEnding(call.TargetMethod) && call.IsDropped()
                    && !IsBounded(call) && GoesOn(call, service))
                {
                    yield return (stop, call);
                }
            }
        }
    }

    private static bool IsEnding(IMethodSymbol method) =>
        method.Ends() || Array.Exists(_others, verb => method.Name.StartsWith(verb, StringComparison.Ordinal));

    /// <summary>What a continuation does with the end of it is not looked into.</summary>
    private static bool IsBounded(IInvocationOperation call) =>
        call.Parent is IInvocationOperation { TargetMethod.Name: "ContinueWith" } || call.TargetMethod.Name is "ContinueWith" or "SetResult";

    /// <summary>A method of the project may be over when it returns: only one that awaits goes on.</summary>
    private static bool GoesOn(IInvocationOperation call, HostedService service)
    {
        var implementation = service.Source.Implementation(call.TargetMethod);
        return implementation is not { DeclaringSyntaxReferences.Length: > 0 }
            || service.Source.BodyOf(call.TargetMethod, call.SemanticModel) is { } body
                && body.DirectDescendants().Any(operation => operation is IAwaitOperation);
    }
}
