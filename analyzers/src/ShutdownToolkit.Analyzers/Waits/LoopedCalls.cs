using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>The loops that repeat a place: those around it in its function, and those around the calls of its method or local function.</summary>
internal sealed class LoopedCalls
{
    private readonly Dictionary<ISymbol, List<(IOperation Call, IMethodSymbol Member)>> _calls = new(SymbolEqualityComparer.Default);

    private readonly HostedService _service;

    public LoopedCalls(HostedService service)
    {
        _service = service;
        foreach (var code in service.Work)
        {
            foreach (var operation in code.Body.Operations())
            {
                if (operation is IInvocationOperation { TargetMethod: var called } && IsOwn(called, service))
                {
                    if (!_calls.TryGetValue(called.OriginalDefinition, out var places))
                    {
                        _calls.Add(called.OriginalDefinition, places = []);
                    }

                    places.Add((operation, code.Member));
                }
            }
        }
    }

    public IReadOnlyList<ILoopOperation> Around(IOperation place, IMethodSymbol member)
    {
        var loops = new List<ILoopOperation>();
        Collect(place, member, loops, new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        return loops;
    }

    /// <summary>Somebody awaits what the method or local function returns, and nobody does anything else with it than to hand it on.</summary>
    public bool Awaits(IMethodSymbol function) => _calls.TryGetValue(function.OriginalDefinition, out var calls)
        && calls.Exists(place => IsPlainlyAwaited(place.Call))
        && calls.TrueForAll(place => IsPlainlyAwaited(place.Call) || place.Call.Parent is IReturnOperation);

    private static bool IsPlainlyAwaited(IOperation call) =>
        call.Parent is IAwaitOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Parent: IAwaitOperation };

    private void Collect(IOperation place, IMethodSymbol member, List<ILoopOperation> loops, HashSet<ISymbol> seen)
    {
        loops.AddRange(place.LoopsAround());
        var function = place.EnclosingFunction() ?? member;
        if (SymbolEqualityComparer.Default.Equals(function.OriginalDefinition, _service.Called?.Method))
        {
            loops.AddRange(_service.Called!.Loops);
        }

        if (!seen.Add(function.OriginalDefinition))
        {
            return;
        }

        loops.AddRange(LoopsOfTheTaker(place));
        if (_calls.TryGetValue(function.OriginalDefinition, out var calls))
        {
            foreach (var (call, caller) in calls)
            {
                Collect(call, caller, loops, seen);
            }
        }
    }

    /// <summary>Of a lambda that a method of the project is given and that this calls: the loops around those calls.</summary>
    private IEnumerable<ILoopOperation> LoopsOfTheTaker(IOperation place)
    {
        if (place.LambdaAround()?.TakenAs() is not { Parameter: { } parameter, Parent: IInvocationOperation taker }
            || !((IOperation)taker).IsAwaitedOrReturned()
            || (_service.Code.BodyOf(taker.TargetMethod) ?? _service.Source.BodyOf(taker.TargetMethod, taker.SemanticModel)) is not { } body)
        {
            return [];
        }

        return body.Descendants().OfType<IInvocationOperation>()
            .Where(call => call.Instance.ReferencedSymbol() is IParameterSymbol called && called.Ordinal == parameter.Ordinal
                && SymbolEqualityComparer.Default.Equals(called.ContainingSymbol.OriginalDefinition, taker.TargetMethod.OriginalDefinition))
            .SelectMany(call => call.LoopsAround());
    }

    private static bool IsOwn(IMethodSymbol method, HostedService service) =>
        method.MethodKind == MethodKind.LocalFunction || SymbolEqualityComparer.Default.Equals(method.ContainingType, service.Type);
}
