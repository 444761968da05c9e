using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Launches;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>
/// A collection that callers fill at any time and that the worker empties at every tick: the stop ends the wait for the tick, and what was
/// put there since the last one is left, unless stop code or code behind the loop empties it once more.
/// </summary>
internal sealed record UnflushedBuffer(ISymbol Field, IMethodSymbol Filler, Location Emptied)
{
    private static readonly string[] _collections = ["List", "Queue", "ConcurrentQueue", "ConcurrentBag", "ConcurrentStack", "LinkedList"];

    private static readonly string[] _fills = ["Add", "AddRange", "Enqueue", "Push", "AddLast"];

    private static readonly string[] _empties = ["Clear", "TryDequeue", "Dequeue", "TryTake", "TryPop"];

    public static IEnumerable<UnflushedBuffer> In(HostedCode code, HostedService service)
    {
        if (service.Called is not null || !code.HostWaits || MainLoop(code, service) is not { } loop)
        {
            yield break;
        }

        var turn = Reached(loop, service).ToArray();
        if (!turn.Any(operation => operation is IInvocationOperation call && call.IsAwaited() && !IsPause(call) && call.TargetMethod.Acts()))
        {
            yield break;
        }

        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in turn)
        {
            if (FieldOf(operation, _empties) is { } field && seen.Add(field) && FillerOf(field, service) is { } filler
                && (operation is not IInvocationOperation { TargetMethod.Name: "Clear" } || turn.Any(use => HandsOn(use, field)))
                && !service.StopMethods.Any(stop => Names(stop, field, service)) && !IsNamedBehind(loop, code, field, service)
                && !loop.OnlyNotifies(service.Source))
            {
                yield return new(field, filler, operation.Syntax.GetLocation());
            }
        }
    }

    /// <summary>That waits for a tick with the stop token, with no handler around and none inside that would let its turn go on.</summary>
    private static ILoopOperation? MainLoop(HostedCode code, HostedService service) => code.Body.DirectDescendants().OfType<IWhileLoopOperation>()
        .FirstOrDefault(loop => loop.DirectDescendants().Any(operation => operation is IInvocationOperation call && IsPause(call)
            && call.Arguments.Any(argument => service.Tokens.IsStop(argument.Value)) && !call.TriesAround().Any(attempt =>
                loop.Syntax.Span.Contains(attempt.Syntax.Span) && attempt.MayCatchCancellation())));

    private static bool IsPause(IInvocationOperation call) =>
        call.TargetMethod.IsOnTask("Delay") || call.TargetMethod is { Name: "WaitForNextTickAsync", ContainingType.KnownName: "PeriodicTimer" };

    private static IEnumerable<IOperation> Reached(IOperation code, HostedService service) => code.Descendants().Concat(
        code.Descendants().OfType<IInvocationOperation>().Select(call => call.TargetMethod).Where(method => service.Code.BodyOf(method) is not null)
            .SelectMany(method => service.Code.ReachableFrom(method)).SelectMany(method => service.Code.BodyOf(method)!.Operations()));

    /// <summary>The private collection that one of these methods is called on.</summary>
    private static ISymbol? FieldOf(IOperation operation, string[] methods) => operation is IInvocationOperation
    {
        TargetMethod.Name: var name, Instance: IFieldReferenceOperation
        {
            Field: { DeclaredAccessibility: Accessibility.Private, IsStatic: false, Type.Name: var type } field
        }
    } && Array.IndexOf(methods, name) >= 0 && Array.IndexOf(_collections, type) >= 0 ? field.OriginalDefinition : null;

    /// <summary>What it holds goes somewhere; a list that is only asked and cleared holds nothing that is to be handled.</summary>
    private static bool HandsOn(IOperation use, ISymbol field) => IsOf(use, field) && (use.Parent as IConversionOperation ?? use).Parent switch
    {
        IInvocationOperation { TargetMethod.Name: var called } call => call.Instance == use && called is not ("Clear" or "Contains" or "Exists"),
        IPropertyReferenceOperation => false,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Any" or "Count" or "Contains" } } => false,
        _ => true,
    };

    /// <summary>A method that others call: not the worker's own, nor a constructor.</summary>
    private static IMethodSymbol? FillerOf(ISymbol field, HostedService service)
    {
        foreach (var member in service.Code.Blocks)
        {
            if (member.Key is IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private } method
                && !service.Work.Any(code => SymbolEqualityComparer.Default.Equals(code.Member, method))
                && member.Value.Any(block => block.Operations().Any(operation =>
                    SymbolEqualityComparer.Default.Equals(FieldOf(operation, _fills), field))))
            {
                return method;
            }
        }

        return null;
    }

    private static bool Names(IMethodSymbol method, ISymbol field, HostedService service) => service.Code.ReachableFrom(method)
        .Any(reached => service.Code.BodyOf(reached)!.Operations().Any(operation => IsOf(operation, field)));

    /// <summary>Behind the loop, or in a handler or a finally around it, itself or in a method that is called there.</summary>
    private static bool IsNamedBehind(ILoopOperation loop, HostedCode code, ISymbol field, HostedService service) => code.Body.Operations()
        .Where(operation => operation.Syntax.SpanStart > loop.Syntax.Span.End)
        .Any(operation => IsOf(operation, field) || operation is IInvocationOperation call && Names(call.TargetMethod, field, service));

    private static bool IsOf(IOperation operation, ISymbol field) =>
        SymbolEqualityComparer.Default.Equals(operation.ReferencedSymbol(), field);
}
