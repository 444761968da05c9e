using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Requests;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Launches;

/// <summary>
/// Work that only tells those who look on how things stand: a hub's clients, a browser's socket, a component on a page. The stop cuts off
/// whoever would hear it, so there is nothing to lose by not waiting. Neither is there where it ends a client's connection, or waits once and
/// then only changes what is in memory: both end with the process.
/// </summary>
internal static class Notifications
{
    private const int Deepest = 3;

    private static readonly string[] _proxies = ["IClientProxy", "ISingleClientProxy", "ClientProxyExtensions"];

    private static readonly string[] _memory = ["Add", "TryAdd", "Remove", "TryRemove", "Clear"];

    private static readonly string[] _partings = ["Disconnect", "Abort", "Kick"];

    private static readonly string[] _gates = ["Release", "Dispose", "DisposeAsync", .. _memory];

    public static bool OnlyNotifies(this Launch launch, SourceCode source) => Parts(launch.Call, source)
        || BodyOf(launch, source) is { } body && Judge(body, source, [], Deepest) is var verdict
        && (verdict == Verdict.Tells || verdict == Verdict.Remembers && !launch.Lasts && launch.KeptIn is null);

    /// <summary>Of a handler.</summary>
    public static bool OnlyNotifies(this IOperation body, SourceCode source) => Judge(body, source, [], Deepest) == Verdict.Tells;

    private static IOperation? BodyOf(Launch launch, SourceCode source)
    {
        var call = launch.Call.TargetMethod.IsOnTask("Delay") && launch.Call.Parent is IInvocationOperation { TargetMethod.Name: "ContinueWith" } next
            ? next : launch.Call;
        if (source.IsHere(call.TargetMethod))
        {
            return source.BodyOf(call.TargetMethod, call.SemanticModel);
        }

        return call.Arguments is not [{ Value: var argument }, ..] ? null : argument.Unwrapped() switch
        {
            IAnonymousFunctionOperation lambda => lambda.Body,
            IMethodReferenceOperation group => source.BodyOf(group.Method, group.SemanticModel),
            _ => null,
        };
    }

    private enum Verdict
    {
        /// <summary>It waits, asks, converts or logs.</summary>
        Nothing,

        /// <summary>It changes a field, a property or a collection.</summary>
        Remembers,

        Tells,

        /// <summary>It does something else, or nobody knows what.</summary>
        Acts,
    }

    private static Verdict Judge(IOperation body, SourceCode source, HashSet<ISymbol> seen, int steps)
    {
        var verdict = Verdict.Nothing;
        foreach (var operation in body.Descendants())
        {
            switch (operation)
            {
                case IInvocationOperation call:
                    verdict = Worse(verdict, Judge(call, source, seen, steps));
                    if (verdict == Verdict.Acts)
                    {
                        return verdict;
                    }

                    break;
                case IAssignmentOperation { Target: IMemberReferenceOperation or IArrayElementReferenceOperation } assignment:
                    verdict = Worse(verdict, Worse(Verdict.Remembers, JudgeSetter(assignment.Target, source, seen, steps)));
                    break;
                // What a field or a property says afterwards is gone with the process, too; an object may do anything with what it is given.
                case IMethodReferenceOperation { Parent: IDelegateCreationOperation } or IEventAssignmentOperation or IDynamicInvocationOperation:
                    return Verdict.Acts;
            }
        }

        return verdict;
    }

    private static Verdict Judge(IInvocationOperation call, SourceCode source, HashSet<ISymbol> seen, int steps)
    {
        var method = call.TargetMethod;
        if (IsPush(call) || Parts(call, source))
        {
            return Verdict.Tells;
        }

        if (source.IsHere(method))
        {
            return !seen.Add(method.OriginalDefinition) ? Verdict.Nothing
                : steps > 0 && source.BodyOf(method, call.SemanticModel) is { } body ? Judge(body, source, seen, steps - 1)
                : Verdict.Acts;
        }

        if (method.IsALine())
        {
            return Verdict.Nothing;
        }

        if (IsMeter(method.ContainingNamespace.ToDisplayString()))
        {
            return Verdict.Remembers;
        }

        // Of a library: what has no task cannot be cut in the middle unless it writes; what waits or asks is no work.
        return !IsPure(method) ? Verdict.Acts : Array.IndexOf(_memory, method.Name) >= 0 ? Verdict.Remembers : Verdict.Nothing;
    }

    /// <summary>Code may stand behind the property.</summary>
    private static Verdict JudgeSetter(IOperation target, SourceCode source, HashSet<ISymbol> seen, int steps) =>
        target is not IPropertyReferenceOperation { Property.OriginalDefinition.SetMethod: { } setter } || !seen.Add(setter)
            || source.BlocksOf(setter) is not [var body] ? Verdict.Nothing
            : steps > 0 ? Judge(body, source, seen, steps - 1) : Verdict.Acts;

    private static Verdict Worse(Verdict one, Verdict other) => one > other ? one : other;

    private static bool IsPush(IInvocationOperation call)
    {
        var owner = call.TargetMethod.ContainingType;
        return owner.ContainingNamespace.ToDisplayString() switch
        {
            "Microsoft.AspNetCore.SignalR" => Array.IndexOf(_proxies, owner.Name) >= 0,
            "System.Net.WebSockets" => owner.Name == "WebSocket" && call.TargetMethod.Name is "SendAsync" or "CloseAsync" or "CloseOutputAsync",
            "Microsoft.AspNetCore.Components" => call.TargetMethod.Name is "StateHasChanged" or "InvokeAsync",
            "Microsoft.JSInterop" => call.TargetMethod.Name is "InvokeVoidAsync" or "InvokeAsync",
            _ => false,
        } || IsCallOfAClient(call);
    }

    /// <summary><c>hub.Clients.All.PriceChanged(price)</c>, of a hub whose clients have an interface.</summary>
    private static bool IsCallOfAClient(IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType.TypeKind != TypeKind.Interface)
        {
            return false;
        }

        for (var receiver = call.Instance; receiver is not null;)
        {
            if (receiver.Type is { ContainingNamespace: { Name: "SignalR", ContainingNamespace.Name: "AspNetCore" } } type
                && type.Name is "IHubClients" or "IHubCallerClients")
            {
                return true;
            }

            receiver = receiver switch
            {
                IMemberReferenceOperation member => member.Instance,
                IInvocationOperation inner => inner.Instance ?? inner.Arguments.FirstOrDefault()?.Value.Unwrapped(),
                _ => null,
            };
        }

        return false;
    }

    /// <summary><c>DisconnectAsync</c>, <c>KickPlayer</c>, unless it keeps something of the client's.</summary>
    private static bool Parts(IInvocationOperation call, SourceCode source) =>
        call.TargetMethod.BeginsWith(_partings) && !Keeps(call, source, Deepest);

    private static bool Keeps(IInvocationOperation call, SourceCode source, int steps) => call.TargetMethod.Keeps()
        || steps > 0 && source.BodyOf(call.TargetMethod, call.SemanticModel) is { } body
            && body.Operations().OfType<IInvocationOperation>().Any(inner => Keeps(inner, source, steps - 1));

    /// <summary>Counters and gauges, which somebody reads while the process runs.</summary>
    private static bool IsMeter(string space) => space is "Prometheus" or "System.Diagnostics.Metrics";

    private static bool IsPure(IMethodSymbol method)
    {
        if (Array.IndexOf(_gates, method.Name) >= 0 || !method.Acts())
        {
            return method.ContainingNamespace.IsOfTheSystem() && !IsOutside(method);
        }

        return !method.ReturnType.IsTask() && !method.ReturnsVoid && method.ContainingNamespace.IsOfTheSystem() && !IsOutside(method);
    }

    /// <summary>Files, processes, the network, databases.</summary>
    private static bool IsOutside(IMethodSymbol method) => method.ContainingNamespace.ToDisplayString() is var space
        && (space.StartsWith("System.IO", StringComparison.Ordinal) && method.ContainingType.Name is not ("Path" or "MemoryStream" or "StringWriter")
            || space.StartsWith("System.Net", StringComparison.Ordinal) || space.StartsWith("System.Data", StringComparison.Ordinal)
            || space.StartsWith("Microsoft.Data", StringComparison.Ordinal)
            || space.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || space == "System.Diagnostics" && method.ContainingType.KnownName == "Process");
}
